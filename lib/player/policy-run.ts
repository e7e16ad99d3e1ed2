import type { PartialConfig, PolicyName, Program } from '@/lib/engine'
import { MACHINE_COST, record } from '@/lib/engine/core'
import type { PolicyRun } from './policy'
import { taskTimesOf } from './task-time'

/** Steps of a trace that a run is followed at most. */
const MOST_STEPS = 20_000

/** The same program under each of some policies, and nothing else changed. */
export function policyRunsOf(
  program: Program,
  config: PartialConfig,
  policies: readonly PolicyName[],
): PolicyRun[] {
  return policies.map((policy) => {
    const recording = record(program, { ...config, policy }, undefined, MOST_STEPS)
    const expiries: { core: number; time: number }[] = []
    for (let i = 0; i < recording.length; i++) {
      const { events, time } = recording.step(i)
      for (const event of events)
        if (event.kind === 'switch' && event.why === 'quantum') expiries.push({ core: event.core, time })
    }
    const times = taskTimesOf(recording)
    return {
      policy,
      times,
      switches: recording.result.metrics.contextSwitches,
      expiries,
      switchCost: MACHINE_COST.contextSwitch,
    }
  })
}
