// Preloaded into the web server: it ends when its parent does, even by kill -9, so that nobody holds the port.
// stdin is a pipe whose other end only the parent has.
process.stdin.on('close', () => process.exit(0)).resume()
// The pipe alone does not keep the process alive.
process.stdin.unref?.()
