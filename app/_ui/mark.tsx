/** The mark: one line comes in, two tasks go out, a circle and a square. `size` in CSS pixels, at least 16. */
export function Mark({ size = 26 }: { size?: number }) {
  return (
    <svg className="mark" width={size} height={size} viewBox="0 0 28 28" aria-hidden="true">
      <path
        className="mark-line"
        d="M2 14h6.2c5.2 0 4.6-7.6 9.8-7.6h1M8.200 14c5.200 0 4.600 7.600 9.800 7.600h1"
        fill="none"
        strokeWidth="2.6"
        strokeLinecap="round"
      />
      <circle className="mark-a" cx="21.4" cy="6.4" r="4.6" />
      <rect className="mark-b" x="17" y="17.2" width="8.8" height="8.8" rx="2" />
    </svg>
  )
}
