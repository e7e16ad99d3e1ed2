/** Sources in, object file and diagnostics out. */

import type { SourceFile } from '../vm/program'
import type { BytecodeEmitter } from './emit/emitter'
import { createEmitter, emitFunction } from './emit/function'
import { createUnit, type Unit } from './meaning/unit'
import type { ObjectFile } from './object'
import type { RareRules } from './parse/parser'
import { parseUnit } from './parse/translation-unit'
import { createReporter, type Diagnostic, type Reporter, report } from './text/diagnostic'
import type { KnownNames } from './text/preprocessor'
import { createSourceMap } from './text/source'
import { openFile, type SourceReader } from './text/token-stream'

export type CompileOptions = {
  /** The C library's own sources: its loads and stores are not preemption points, and it has no debug information. */
  readonly isLibrary: boolean
  /** Text of a header of the library, or null if there is none of that name. */
  readonly readHeader: (name: string) => string | null
  readonly known: KnownNames
  readonly rare: RareRules
}

export type Compilation = { readonly object: ObjectFile | null; readonly diagnostics: readonly Diagnostic[] }

/**
 * Compiles every `.c` file (or the only file) of a program; the others can be included. Never throws: what is wrong
 * with the sources is in the diagnostics, and the object is null if any of them is an error.
 */
export function compileSources(files: readonly SourceFile[], options: CompileOptions): Compilation {
  const unit = createUnit(options.isLibrary)
  const reporter = createReporter(createSourceMap())
  const byName = new Map(files.map((file) => [file.name, file.text]))
  const reader: SourceReader = {
    readHeader: options.readHeader,
    readFile: (name) => byName.get(name) ?? null,
    known: options.known,
  }
  const sources = files.length === 1 ? files : files.filter((file) => file.name.endsWith('.c'))
  for (const file of sources) compileFile(unit, reporter, file, reader, options, options.isLibrary)
  addRuntime(unit, reporter, reader, options)
  const diagnostics = reporter.list
  if (reporter.errors > 0) return { object: null, diagnostics }
  return { object: toObject(unit, options.isLibrary, files), diagnostics }
}

function compileFile(
  unit: Unit,
  reporter: Reporter,
  file: SourceFile,
  reader: SourceReader,
  { rare }: CompileOptions,
  system: boolean,
): void {
  const start = reporter.map.end
  try {
    const pp = openFile(reporter, file.name, file.text, reader, system)
    let emitter: BytecodeEmitter | null = null
    parseUnit(pp, unit, rare, (p, body) => {
      emitter ??= createEmitter(p, body)
      emitFunction(emitter, body)
    })
  } catch (failure) {
    // the only resource that input can exhaust is the host's stack, by nesting in some unforeseen way
    if (!(failure instanceof RangeError)) throw failure
    report(reporter, 'nesting-limit', start, ['stack'])
  }
}

/** Compiles the helper functions that builtins were turned into. */
function addRuntime(unit: Unit, reporter: Reporter, reader: SourceReader, options: CompileOptions): void {
  if (unit.runtime.size === 0 || reporter.errors > 0) return
  const text = reader.known.runtimeText(unit.runtime)
  const library: Unit = { ...unit, isLibrary: true }
  compileFile(library, reporter, { name: '<runtime>', text }, reader, options, true)
}

function toObject(unit: Unit, isLibrary: boolean, files: readonly SourceFile[]): ObjectFile {
  const { symbols, globals, types } = unit
  return { symbols, globals, types, isLibrary, files: isLibrary ? [] : files }
}
