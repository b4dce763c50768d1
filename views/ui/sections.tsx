type Item = { href: string; label: string };

/** The pages of one area, side by side; `current` is the address of the one that is open. */
export function Sections({
  label,
  items,
  current,
}: {
  label: string;
  items: readonly Item[];
  current: string;
}): JSX.Element {
  return (
    <nav class="links" aria-label={label}>
      {items.map((item) => (
        <a href={item.href} aria-current={item.href === current ? "page" : undefined} safe>
          {item.label}
        </a>
      ))}
    </nav>
  );
}
