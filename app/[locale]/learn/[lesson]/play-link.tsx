import { Icon } from '@/app/_ui/icon'
import { packProgram } from '@/app/_widgets/run-link'
import type { Exploration } from '@/lib/engine'
import type { Locale } from '@/lib/i18n/locale'
import { FIRST_FILE } from '@/lib/lab/program'

/** An address of the lab that holds the program and the order: nothing of it is sent to a server. */
export async function PlayLink(props: {
  config: Exploration['config']
  schedule: string
  /** Visible operations after which it opens. */
  after?: number
  source: string
  locale: Locale
  label: string
}) {
  const { config, schedule, after, source, locale, label } = props
  const fragment = await packProgram({
    files: [{ name: FIRST_FILE, text: source }],
    config,
    grain: 'operation',
    stdin: '',
    args: '',
    schedule,
    ...(after !== undefined && { after }),
  })
  return (
    <a className="button button-small" href={`/${locale}/lab#${fragment}`}>
      <Icon name="play" size={14} /> {label}
    </a>
  )
}
