import type { ReactNode } from 'react'

/** Figures of one thing a row: what a row is about stands first, and numbers in the other columns.
 *  @param heads of the columns, in order
 *  @param children the rows */
export function FigureTable(props: {
  look: string
  heads: readonly [string, ...string[]]
  children: ReactNode
}) {
  const [about, ...figures] = props.heads
  return (
    <table className={`table ${props.look}`}>
      <thead>
        <tr>
          <th scope="col">{about}</th>
          {figures.map((head) => (
            <th key={head} scope="col" className="number">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{props.children}</tbody>
    </table>
  )
}
