// Preloaded into what a command starts: it ends when the command does, even by kill -9, so that nothing is left to hold
// the port or to write. stdin is a pipe whose other end only the command has.
// Workers of the started process inherit this preload, but not the pipe: they are their parent's to end.
if (process.env.FORKLORE_TETHER === String(process.ppid)) {
  process.stdin.on('close', () => process.exit(130)).resume()
  // The pipe alone does not keep the process alive.
  process.stdin.unref?.()
}
