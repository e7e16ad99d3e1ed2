/** Icons on a grid of 24, stroke 1.75, drawn here so that they cost no client component: plain paths on the
 *  server and in islands alike. They stand beside words; only those of `ALONE` in the design may stand alone,
 *  and then the control has a label. */
const PATHS = {
  'arrow-left': 'M19 12H5m6-6-6 6 6 6',
  'arrow-right': 'M5 12h14m-6-6 6 6-6 6',
  up: 'm6 15 6-6 6 6',
  down: 'm6 9 6 6 6-6',
  check: 'm5 12.5 4.5 4.5L19 7',
  'chevron-down': 'm7 10 5 5 5-5',
  clock: 'M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18Zm0 4v5l3.500 2',
  code: 'm8 7-5 5 5 5m8-10 5 5-5 5',
  copy: 'M9 9h11v11H9zM15 9V4H4v11h5',
  computer: 'M5 5h14v10H5zM3 19h18',
  cross: 'm6 6 12 12M18 6 6 18',
  download: 'M12 4v11m-5-5 5 5 5-5M5 20h14',
  external: 'M13 5h6v6m0-6-9 9M17 14v5H5V7h5',
  help: 'M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18Zm-2.500 6.500a2.500 2.500 0 1 1 3.500 2.300c-.7.4-1 .9-1 1.700M12 17h.01',
  hourglass: 'M7 3h10M7 21h10M8 3v3.500L12 12l4-5.500V3M8 21v-3.500L12 12l4 5.500V21',
  lock: 'M6 11h12v9H6zM8.500 11V8a3.500 3.500 0 0 1 7 0v3',
  menu: 'M4 7h16M4 12h16M4 17h16',
  minus: 'M6 12h12',
  moon: 'M20 14.500A8.500 8.500 0 0 1 9.500 4a8.500 8.500 0 1 0 10.500 10.500Z',
  phone: 'M8 3h8v18H8zM11 18h2',
  play: 'M8 5v14l11-7Z',
  retry: 'M4 12a8 8 0 1 1 2.500 5.800M4 20v-5h5',
  search: 'M10.500 4a6.500 6.500 0 1 1 0 13 6.500 6.500 0 0 1 0-13Zm4.700 11.200L20 20',
  tablet: 'M6 3h12v18H6zM11 18h2',
  trash: 'M4 7h16M9 7V4h6v3M6.500 7l1 13h9l1-13M10 11v5m4-5v5',
  user: 'M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8ZM4.500 20.500c1-4 4-5.500 7.500-5.500s6.500 1.500 7.500 5.500',
  warning: 'M12 4 2.500 20h19ZM12 10v4m0 3h.01',
} as const

export type IconName = keyof typeof PATHS

/** One icon, hidden from screen readers. `size` in CSS pixels, 16 in text. */
export function Icon({ name, size = 16, bold = false }: { name: IconName; size?: number; bold?: boolean }) {
  return (
    <svg
      className="icon"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={bold ? 2.75 : 1.75}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={PATHS[name]} />
    </svg>
  )
}
