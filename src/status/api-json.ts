import type { Component, State } from "./component.ts";
import { impactsNow, stateNow, type Told } from "./notice.ts";

export type Slugs = ReadonlyMap<number, string>;

export function componentJson(component: Component, state: State, groups: ReadonlyMap<number, string>): object {
  const { slug, name, name_en, group_id } = component;
  return { slug, name, name_en, group: group_id === null ? null : (groups.get(group_id) ?? null), state };
}

/** A notice with everything that was said of it, the first word first. Components by their slug. */
export function noticeJson(notice: Told, slugs: Slugs): object {
  const { id, kind, title, title_en, begins_at, ends_at, published_at, closed_at } = notice;
  const impacts = (list: Told["updates"][number]["impacts"]) =>
    Object.fromEntries(list.map(({ component_id, impact }) => [slugs.get(component_id) ?? `${component_id}`, impact]));
  return {
    ...{ id, kind, title, title_en, state: stateNow(notice), begins_at, ends_at, published_at, closed_at },
    impacts: impacts(impactsNow(notice)),
    updates: notice.updates.map(({ state, text, text_en, at, tells, ...said }) => ({
      ...{ state, text, text_en, at, tells: tells === 1, impacts: impacts(said.impacts) },
    })),
  };
}
