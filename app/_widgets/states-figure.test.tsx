import { renderToString } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { boot, compile, explore, mapStates } from '@/lib/engine'
import { orders as en } from '@/lib/i18n/en/orders'
import { orders as ko } from '@/lib/i18n/ko/orders'
import { StatesFigure } from './states-figure'

const SOURCE = `#include <pthread.h>
#include <stdio.h>
int count;
static void *work(void *arg) { count++; return 0; }
int main(void) {
  pthread_t t;
  pthread_create(&t, 0, work, 0);
  work(0);
  pthread_join(t, 0);
  printf("%d\\n", count);
}
`
const BOUNDS = { states: 2_000, work: 20_000_000 }

describe.each([
  ['ko', ko],
  ['en', en],
])('the map as a reader first meets it, %s', (_, labels) => {
  const { program } = compile([{ name: 'race.c', text: SOURCE }])
  if (!program) throw new Error('no program')
  const mapping = mapStates((asked) => boot(program, asked), BOUNDS)
  while (!mapping.advance(1_000));
  const map = mapping.result()
  if (!map) throw new Error('too many states')
  const html = renderToString(
    <StatesFigure
      map={map}
      files={[{ name: 'race.c', text: SOURCE }]}
      wanted={null}
      labels={labels}
      onPlay={() => {}}
    />,
  )

  it('says as many states and ends as the explorer, and draws each fate', () => {
    const run = explore((asked) => boot(program, asked), BOUNDS)
    while (!run.advance(1_000));
    const { outcomes } = run.result()
    expect(html).toContain(
      labels.statesCount.replace(/\{n\}/, String(map.states.length)).replace(/ ?\{n\|[^}]*\}/, ''),
    )
    for (const { stdout } of outcomes) expect(html).toContain(labels.prints.replace('{text}', stdout.trim()))
    for (const fate of ['open', 'wanted', 'other']) expect(html).toContain(`states-node ${fate}`)
    expect(html).toContain('states-decided')
  })

  it('leaves no place of a message empty', () => {
    expect(html).not.toMatch(/\{\w+[|}]/)
    expect(html).not.toContain('undefined')
  })
})
