import { fill } from '@/app/_ui/fill'
import { Icon } from '@/app/_ui/icon'
import type { Opened } from '@/app/_widgets/use-opened'
import type { Told } from '@/app/_widgets/wire'
import type { LabLabels } from './settings'

/** What the compiler and the engine say, below the text: with the line, and how to mend it. */
export function Verdict({
  opened,
  isRunning,
  isChanged,
  labels,
  onGo,
  onMend,
}: {
  opened: Opened | null
  isRunning: boolean
  /** The text is another by now: what would be mended in it may be gone. */
  isChanged: boolean
  labels: LabLabels
  onGo: (told: Told) => void
  onMend: (told: Told) => void
}) {
  if (isRunning) return <p className="lab-verdict">{labels.running}</p>
  if (!opened) return <p className="lab-verdict" />
  const errors = opened.told.filter(({ severity }) => severity === 'error').length
  const warnings = opened.told.length - errors
  const problem = 'problem' in opened ? opened.problem : null
  return (
    <section className="lab-verdict" aria-live="polite">
      {problem === 'budget' && <p role="alert">{labels.outOfBudget}</p>}
      {problem === 'engine' && <p role="alert">{labels.engineProblem}</p>}
      {problem === 'compile' && <p role="alert">{fill(labels.errors, { n: errors })}</p>}
      {problem === null && <p>{labels.compiled}</p>}
      {warnings > 0 && <p>{fill(labels.warnings, { n: warnings })}</p>}
      <ul>
        {opened.told.slice(0, 20).map((one) => (
          <li key={`${one.file} ${one.line} ${one.column} ${one.message}`} className={one.severity}>
            <button type="button" onClick={() => onGo(one)}>
              {opened.input.files.length > 1 && `${one.file} `}
              {fill(labels.atLine, { n: one.line })}
            </button>{' '}
            {one.message}
            {one.hint && <small>{fill(labels.hint, { hint: one.hint })}</small>}
            {one.mend && (
              <span className="lab-mend">
                <button
                  type="button"
                  className="button button-small"
                  disabled={isChanged}
                  onClick={() => onMend(one)}
                >
                  <Icon name="check" size={16} /> {one.mend.label}
                </button>
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
