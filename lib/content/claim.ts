import 'server-only'
import type { Replayer, RunRequest } from '@/lib/quiz/build'
import { checkCompare } from './compare'
import { type AttributesOf, type Widget, widgetsOf } from './component'
import type { ContentFault, FaultCode } from './fault'
import { checkRace, checkStates } from './orders'
import { SHOWN_POLICIES } from './policies'
import { configOf } from './quiz-file'

type Programs = Readonly<Record<string, string>>

/** Everything that a run refutes, and everything that points nowhere, among the widgets of one text. */
export function claimFaults(
  file: string,
  widgets: readonly Widget[],
  programs: Programs,
  replayer: Replayer,
): ContentFault[] {
  const faults: ContentFault[] = []
  for (const widget of widgets) {
    const complain = (code: FaultCode, message: string) =>
      faults.push({ file, line: widget.line, code, message })
    try {
      checkWidget(widget, widgets, programs, replayer, complain)
    } catch (error) {
      complain('slow', error instanceof Error ? error.message : String(error))
    }
  }
  return faults
}

type Complain = (code: FaultCode, message: string) => void

function checkWidget(
  widget: Widget,
  widgets: readonly Widget[],
  programs: Programs,
  replayer: Replayer,
  complain: Complain,
): void {
  if (isRun(widget) && programs[widget.attributes.program] === undefined)
    complain('reference', `the lesson has no program ${widget.attributes.program}`)
  else if (widget.name === 'Claim') checkClaim(widget.attributes, programs, replayer, complain)
  else if (widget.name === 'Outcomes') checkOutcomes(widget.attributes, programs, replayer, complain)
  else if (widget.name === 'States') checkStates(widget.attributes, programs, replayer, complain)
  else if (widget.name === 'Race') checkRace(widget.attributes, programs, replayer, complain)
  else if (widget.name === 'Sim') checkSim(widget, widgets, programs, replayer, complain)
  else if (widget.name === 'Policies') checkPolicies(widget.attributes, programs, replayer, complain)
  else if (widget.name === 'Compare') checkCompare(widget.attributes, programs, replayer, complain)
  else if (widget.name === 'Predict') checkPredict(widget, widgets, programs, replayer, complain)
  else if (widget.name === 'Passage') checkPassage(widget, widgets, programs, replayer, complain)
}

type RunWidget = Widget<'Sim' | 'Claim' | 'Outcomes' | 'States' | 'Race' | 'Policies'>

function isRun(widget: Widget): widget is RunWidget {
  return ['Sim', 'Claim', 'Outcomes', 'States', 'Race', 'Policies'].includes(widget.name)
}

function checkClaim(
  claim: AttributesOf<'Claim'>,
  programs: Programs,
  replayer: Replayer,
  complain: Complain,
): void {
  const request = requestOf(claim, programs)
  const run = replayer.facts(request)
  if (!run.finished) {
    complain('claim', `${claim.program} does not finish within the budget`)
    return
  }
  const found = { stdout: run.stdout, status: run.status, deadlock: run.deadlock }
  for (const key of ['stdout', 'status', 'deadlock'] as const)
    if (claim[key] !== undefined && claim[key] !== found[key])
      complain('claim', `${claim.program}: ${key} is ${show(found[key])}, not ${show(claim[key])}`)
  if (claim.copies === undefined) return
  const copies = replayer.heapCopies(request)
  if (copies !== claim.copies)
    complain('claim', `${claim.program}: ${copies} heap pages are copied, not ${claim.copies}`)
}

/** What a program can print and whether it can come to a stand are known only when every order was looked at. */
function checkOutcomes(
  said: AttributesOf<'Outcomes'>,
  programs: Programs,
  replayer: Replayer,
  complain: Complain,
): void {
  const { program } = said
  const all = replayer.orders({ file: program, source: programs[program] ?? '', config: {}, schedule: null })
  if (!all.complete) {
    complain('claim', `${program}: not every order could be looked at within the budget`)
    return
  }
  const printed = new Set(all.outcomes.map(({ stdout }) => stdout.trimEnd()))
  for (const output of missing(said.are, printed))
    complain('claim', `${program} never prints ${show(output)}`)
  for (const output of missing(printed, said.are))
    complain('claim', `${program} can also print ${show(output)}`)
  const raced = new Set(all.races.map(({ location }) => location))
  for (const name of missing(said.races ?? [], raced))
    complain('claim', `${program}: no task races on ${name}`)
  for (const name of said.races ? missing(raced, said.races) : [])
    complain('claim', `${program}: tasks race on ${name}, too`)
  const found = { deadlock: all.deadlocks.length > 0, endless: all.endless !== null }
  for (const key of ['deadlock', 'endless'] as const)
    if (said[key] !== found[key])
      complain('claim', `${program}: ${key} is ${show(found[key])}, not ${show(said[key])}`)
}

/** What of the first is not in the second. */
function missing(these: Iterable<string>, those: Iterable<string>): string[] {
  const known = new Set(those)
  return [...these].filter((one) => !known.has(one))
}

/** What is measured has ended, whoever chooses. */
function checkPolicies(
  figure: AttributesOf<'Policies'>,
  programs: Programs,
  replayer: Replayer,
  complain: Complain,
): void {
  const request = requestOf(figure, programs)
  for (const policy of SHOWN_POLICIES)
    if (!replayer.facts({ ...request, config: { ...request.config, policy } }).finished)
      complain('claim', `${figure.program} does not finish under ${policy} within the budget`)
}

function checkSim(
  sim: Widget<'Sim'>,
  widgets: readonly Widget[],
  programs: Programs,
  replayer: Replayer,
  complain: Complain,
): void {
  const { id, program, at } = sim.attributes
  if (widgetsOf(widgets, 'Sim').filter((other) => other.attributes.id === id).length > 1)
    complain('reference', `the simulator id "${id}" is taken`)
  if (at !== undefined && replayer.stepAtLine(requestOf(sim.attributes, programs), at) === null)
    complain('claim', `the run of ${program} never comes to line ${at}`)
}

/** A passage is read beside its simulator, whose run comes to its moment. */
function checkPassage(
  passage: Widget<'Passage'>,
  widgets: readonly Widget[],
  programs: Programs,
  replayer: Replayer,
  complain: Complain,
): void {
  const { id, sim: named, at } = passage.attributes
  const sim = simById(widgets, named)
  if (widgetsOf(widgets, 'Passage').filter((other) => other.attributes.id === id).length > 1)
    complain('reference', `the passage id "${id}" is taken`)
  if (!sim) complain('reference', `there is no simulator "${named}" in this lesson`)
  else if (widgets.indexOf(sim) > widgets.indexOf(passage))
    complain('reference', `the passage stands before the simulator "${named}"`)
  else if (sim.section !== passage.section)
    complain('reference', `the simulator "${named}" stands in another section`)
  else if (momentOf(passage, widgets, programs, replayer) === null)
    complain('claim', `the run of ${sim.attributes.program} never comes to line ${at}`)
}

/** The step of its simulator's run that a passage is about; null: the run never comes there. */
export function momentOf(
  { attributes }: Widget<'Passage'>,
  widgets: readonly Widget[],
  programs: Programs,
  replayer: Replayer,
): number | null {
  const sim = simById(widgets, attributes.sim)
  if (!sim || !(sim.attributes.program in programs)) return null
  return replayer.stepAtLine(requestOf(sim.attributes, programs), attributes.at)
}

function checkPredict(
  predict: Widget<'Predict'>,
  widgets: readonly Widget[],
  programs: Programs,
  replayer: Replayer,
  complain: Complain,
): void {
  const { sim: id, of, options } = predict.attributes
  const sim = simById(widgets, id)
  if (!sim) {
    complain('reference', `there is no simulator "${id}" in this lesson`)
    return
  }
  if (widgets.indexOf(sim) < widgets.indexOf(predict))
    complain('reference', `the question stands after the simulator "${id}"`)
  const answers = of ? rightOptions(predict.attributes, sim, programs, replayer) : [0]
  if (answers.length !== 1)
    complain(
      'claim',
      `of the options ${options.map(show).join(', ')}, ${answers.length} are what the run shows`,
    )
}

/** What runs decide about a widget: the step a simulator opens at, the right option of a prediction. */
export function settleWidget(
  widget: Widget,
  widgets: readonly Widget[],
  programs: Programs,
  replayer: Replayer,
): { start?: number; answer?: number } {
  if (widget.name === 'Sim' && widget.attributes.at !== undefined && widget.attributes.program in programs) {
    const start = replayer.stepAtLine(requestOf(widget.attributes, programs), widget.attributes.at)
    return start === null ? {} : { start }
  }
  if (widget.name !== 'Predict' || !widget.attributes.of) return {}
  const sim = simById(widgets, widget.attributes.sim)
  const [answer] = sim ? rightOptions(widget.attributes, sim, programs, replayer) : []
  return answer === undefined ? {} : { answer }
}

/** Indexes of the options that say what the simulator's run leaves behind. */
function rightOptions(
  predict: AttributesOf<'Predict'>,
  sim: Widget<'Sim'>,
  programs: Programs,
  replayer: Replayer,
): number[] {
  if (!(sim.attributes.program in programs)) return []
  const request = requestOf(sim.attributes, programs)
  const isRight = matcherOf(predict.of ?? 'stdout', request, replayer)
  return predict.options.flatMap((option, i) => (isRight(option) ? [i] : []))
}

function matcherOf(
  of: 'stdout' | 'status' | 'copies',
  request: RunRequest,
  replayer: Replayer,
): (option: string) => boolean {
  if (of === 'stdout') {
    const stdout = replayer.facts(request).stdout.trimEnd()
    return (option) => option === stdout
  }
  const number = of === 'copies' ? replayer.heapCopies(request) : replayer.facts(request).status
  return (option) => Number.parseInt(option, 10) === number
}

function simById(widgets: readonly Widget[], id: string): Widget<'Sim'> | undefined {
  return widgetsOf(widgets, 'Sim').find((sim) => sim.attributes.id === id)
}

function requestOf(
  run: AttributesOf<'Sim'> | AttributesOf<'Claim'> | AttributesOf<'Policies'>,
  programs: Programs,
): RunRequest {
  const { program } = run
  const schedule = 'schedule' in run ? (run.schedule ?? null) : null
  return { file: program, source: programs[program] ?? '', config: configOf(run), schedule }
}

function show(value: unknown): string {
  return JSON.stringify(value)
}
