import type { FrameView } from '@/lib/engine'

/** A call stack as its program's author knows it: their functions, and the library function that one of them has called,
 *  without what that calls in turn and without what called `main`. Innermost first, as the stack is. */
export function ownStack(stack: readonly FrameView[]): readonly FrameView[] {
  const first = stack.findIndex(({ isLibrary }) => !isLibrary)
  // After main only the library is left: exit, on what began the task.
  if (first < 0) return stack.slice(-2, -1)
  return stack.filter(({ isLibrary }, i) => !isLibrary || i === first - 1)
}
