import { taskClass } from '../_ui/task-chip'

/** Stripes in the colour of each of some tasks, named `<id>-<class of the task>`: those that wait. */
export function Hatches({ id, tasks }: { id: string; tasks: readonly number[] }) {
  return (
    <defs>
      {[...new Set(tasks.map(taskClass))].map((name) => (
        <pattern
          key={name}
          id={`${id}-${name}`}
          width="5"
          height="5"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
          className={name}
        >
          <line x1="0" x2="0" y1="0" y2="5" className="hatch" />
        </pattern>
      ))}
    </defs>
  )
}
