/** One stroke for each day; `mark` is a class of app.css. `label` says the same in words. */
export function UptimeBars({ marks, label }: { marks: readonly string[]; label: string }): JSX.Element {
  return (
    <div class="bars" role="img" aria-label={label}>
      {marks.map((mark) => (
        <i class={mark === "up" ? undefined : mark} />
      ))}
    </div>
  );
}
