import { expect, test } from 'vitest'
import { compile, type Recording, record, type TraceEvent } from '@/lib/engine'
import { copiesOf } from '@/lib/player/copy'
import type { RunRequest } from '@/lib/quiz/build'
import { remediesOf } from '@/lib/quiz/remedy'
import { type Belief, beliefsOf, believe, believedOptions, saidNumber } from './believed'
import { catalog } from './catalog'
import { contentFolder } from './folder'
import { compileLesson } from './lesson'
import { itemsOf } from './quiz'
import { engineReplayer } from './replay'

const root = contentFolder()
const replayer = engineReplayer()
const SOURCE = `#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>
int x = 1;
int main(void) {
    if (fork() == 0) {
        x = 5;
        _exit(0);
    }
    wait(NULL);
    printf("%d\\n", x);
    return 0;
}
`
const run: RunRequest = {
  file: 'x.c',
  source: SOURCE,
  config: { cores: 1, policy: 'rr', seed: 0 },
  schedule: null,
}
const shared: Belief = {
  program: 'x.c',
  misconception: 'fork-duplication#1',
  put: { 'fork()': 'vfork()' },
  at: 8,
  show: ['x'],
}

test('a machine that is believed is another program, and stands at the same line as the real one', () => {
  const { source, at } = believe(shared, run, replayer)
  expect(source).toBe(SOURCE.replace('fork()', 'vfork()'))
  for (const [program, step] of [
    [source, at.believed],
    [SOURCE, at.real],
  ] as const)
    expect(step).toBe(replayer.stepAtLine({ ...run, source: program }, 8))
})

test.each<[string, Partial<Belief>, RegExp]>([
  ['stands in it twice', { put: { x: 'y' } }, /does not stand in x.c once/],
  ['does not stand there', { put: { 'spawn()': 'fork()' } }, /does not stand in x.c once/],
  ['moves a line', { put: { 'x = 5;': 'x =\n5;' } }, /leave every line/],
  ['is no program', { put: { 'x = 5;': 'y = 5;' } }, /line 7/],
  ['changes nothing', { put: { 'x = 5;': 'x = 6;' } }, /ends as on the real one/],
  ['is shown where nobody comes', { at: 4 }, /never comes to line 4/],
])('a belief that %s is refused', (_what, change, message) => {
  expect(() => believe({ ...shared, ...change }, run, replayer)).toThrow(message)
})

test('of the options of a prediction each has the machine that leads to it, the right one none', () => {
  const said = ['1', '5', '7'].map((text) => saidNumber('stdout', text))
  const machines = believedOptions(said, run, [shared], replayer)
  expect(machines.map((one) => one?.show)).toEqual([undefined, ['x'], undefined])
})

test('every machine that somebody wrote is shown after some wrong answer, and of its program and its misconception', async () => {
  for (const { slug } of catalog(root).lessons) {
    const { rows } = beliefsOf(root, slug)
    if (rows.length === 0) continue
    const scenes = itemsOf(slug, root, replayer).flatMap((item) =>
      remediesOf(item).flatMap(({ scene, misconception }) =>
        scene ? [{ ...scene, id: misconception?.id }] : [],
      ),
    )
    const unshown = rows.filter(
      (row) => !scenes.some((scene) => scene.id === row.misconception && isOf(row, scene, scene.believed)),
    )
    // Predictions stand in the text, which takes seconds to compile.
    const { predictions } =
      unshown.length > 0 ? await compileLesson(slug, 'en', root, replayer) : { predictions: [] }
    for (const row of unshown) {
      // A prediction shows the first machine that leads to an option, whoever believes it.
      const isShown = predictions.some(({ run, believed }) =>
        believed.some((one) => rows.find((other) => isOf(other, run, one)) === row),
      )
      expect(isShown, `${slug}: ${row.program} ${row.misconception}`).toBe(true)
    }
  }
}, 300_000)

/** Whether a machine that is shown beside a run is the one that a row makes of that run's program. */
function isOf(
  { program, put }: Belief,
  { file, source }: { readonly file: string; readonly source: string },
  believed: { readonly source: string } | null | undefined,
): boolean {
  const thought = Object.entries(put).reduce((text, [from, to]) => text.replace(from, () => to), source)
  return file === program && believed?.source === thought
}

test('where pages are shown, the machine that was thought of looks otherwise than the real one', () => {
  let shown = 0
  for (const { slug } of catalog(root).lessons)
    for (const item of itemsOf(slug, root, replayer))
      for (const { scene } of remediesOf(item)) {
        if (scene?.believed?.show !== 'pages') continue
        const { source, at } = scene.believed
        const name = `${slug}: ${item.id}, ${scene.file}`
        expect(pagesAt({ ...scene, source, schedule: null }, at.believed), name).not.toBe(
          pagesAt(scene, at.real),
        )
        shown++
      }
  expect(shown).toBeGreaterThan(0)
})

test('who thinks that every write copies is shown no copy of a page that nobody writes to', () => {
  let shown = 0
  for (const { slug } of catalog(root).lessons)
    for (const item of itemsOf(slug, root, replayer))
      for (const { scene, misconception } of remediesOf(item)) {
        if (misconception?.id !== 'copy-on-write#5' || scene?.believed?.show !== 'pages') continue
        const { source, at } = scene.believed
        const forked = factsOf(recordingOf(scene), 'fork')[0]?.at ?? 0
        const written = factsOf(recordingOf(scene), 'store')
          .filter((store) => store.at > forked)
          .map(({ event }) => event.place.address - (event.place.address % 4096))
        const thought = recordingOf({ ...scene, source, schedule: null })
        const copied = ownCopies(thought, at.believed).map(({ page }) => page)
        expect(written, `${slug}: ${item.id}`).toEqual(expect.arrayContaining(copied))
        shown += copied.length
      }
  expect(shown).toBeGreaterThan(0)
})

test('where the hang-up is shown, who has ended and who goes on are those of the answer', () => {
  let shown = 0
  for (const item of itemsOf('signals', root, replayer)) {
    if (item.kind !== 'predict' || item.id !== 'process-groups.hang-up') continue
    for (const { scene, stdout } of item.slips) {
      if (!scene?.believed) continue
      const { source, at } = scene.believed
      const told = [
        [scene, at.real, replayer.facts(scene).stdout],
        [{ ...scene, source, schedule: null }, at.believed, stdout],
      ] as const
      for (const [run, step, said] of told) {
        const [, ...children] = recordingOf(run).view(step ?? 0).processes
        expect(children.map(({ state }) => (state === 'alive' ? 'goes on' : 'ended'))).toEqual(
          said.trim().split('\n'),
        )
        shown++
      }
    }
  }
  expect(shown).toBe(4)
})

/** How many processes map each page, of every process, and what the program has copied, as the figure has it.
 *  @param step null: at the end */
function pagesAt(run: RunRequest, step: number | null): string {
  const recording = recordingOf(run)
  const { processes } = recording.view(step ?? recording.length)
  return JSON.stringify([
    processes.map(({ segments }) => segments.map(({ pages }) => pages.map(({ references }) => references))),
    ownCopies(recording, step).length,
  ])
}

function recordingOf({ file, source, config, schedule }: RunRequest): Recording {
  const { program } = compile([{ name: file, text: source }])
  if (!program) throw new Error(`${file} does not compile`)
  return record(program, config, schedule ?? undefined)
}

/** The copies that lines of the program made, up to a step. */
function ownCopies(recording: Recording, step: number | null) {
  return copiesOf(recording).filter(({ at, inLibrary }) => !inLibrary && at <= (step ?? recording.length))
}

/** The events of one kind of a run, each with the step that it is of. */
function factsOf<K extends TraceEvent['kind']>(recording: Recording, kind: K) {
  return Array.from({ length: recording.length }, (_, at) =>
    recording.step(at).events.map((event) => ({ event, at })),
  )
    .flat()
    .filter((one): one is { event: Extract<TraceEvent, { kind: K }>; at: number } => one.event.kind === kind)
}
