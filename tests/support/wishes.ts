/** What the page on which somebody chooses what they hear of would send. */
export const wishes = (kinds: Record<string, string> = {}, more: Record<string, string> = {}) => ({
  ...Object.fromEntries(
    Object.entries({
      ...{ mention: "here", assigned: "here", reply: "here", "new-ticket": "off", late: "here", check: "off" },
      ...{ dates: "off", minutes: "off", digest: "off", ...kinds },
    }).map(([kind, way]) => [`way-${kind}`, way]),
  ),
  ...{
    bundle_minutes: "15",
    when: "always",
    from_time: "08:00",
    until_time: "18:00",
    digest_day: "1",
    digest_hour: "8",
  },
  ...more,
});
