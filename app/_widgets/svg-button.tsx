import type { KeyboardEvent, ReactNode } from 'react'

/** A part of a drawing that can be pressed. In a toolbar (`useRoving`) one of them is reached by the Tab key. */
export function SvgButton(props: {
  className: string
  label: string
  isFirst: boolean
  isNow?: boolean
  onPress: () => void
  children: ReactNode
}) {
  const { className, label, isFirst, isNow = false, onPress, children } = props
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== ' ') return
    event.preventDefault()
    event.stopPropagation()
    onPress()
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: SVG has no button
    <g
      role="button"
      tabIndex={isFirst ? 0 : -1}
      aria-label={label}
      data-now={isNow || undefined}
      className={className}
      onClick={onPress}
      onKeyDown={onKeyDown}
    >
      {children}
    </g>
  )
}
