import { describe, expect, it } from 'vitest'
import {
  boot,
  compile,
  type Machine,
  type MachineSnapshot,
  releaseMachine,
  restoreMachine,
  runFor,
  snapshotMachine,
} from '../../index'
import { exportMemory } from '../../vm/memory'
import { createDice } from '../../vm/random-program'

/** Processes, threads, pipes, files and signals that come and go. */
const BUSY = `
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
int total;
void *add(void *amount) { for (int i = 0; i < 20; i++) total += *(int *) amount; return 0; }
void note(int number) { total += number; }
int main(void) {
  signal(SIGUSR1, note);
  for (int round = 0; round < 6; round++) {
    int fd[2];
    pipe(fd);
    pid_t child = fork();
    if (child == 0) {
      char *block = malloc(40000);
      memset(block, round, 40000);
      write(fd[1], block, 3000);
      kill(getppid(), SIGUSR1);
      _exit(round);
    }
    pthread_t thread;
    pthread_create(&thread, 0, add, &round);
    char got[4000];
    close(fd[1]);
    while (read(fd[0], got, sizeof got) > 0) { }
    close(fd[0]);
    int file = open("kept.txt", O_CREAT | O_APPEND | O_WRONLY, 0644);
    write(file, got, 700);
    close(file);
    pthread_join(thread, 0);
    waitpid(child, 0, 0);
  }
  printf("%d\\n", total);
  return 0;
}`

/** All of a machine's state, as text. */
function picture(machine: Machine): string {
  const { frames, bytes, used, firstFree } = exportMemory(machine.memory)
  const words = new Int32Array(bytes.buffer)
  let hash = 0
  for (let i = 0; i < words.length; i++) hash = (Math.imul(hash, 31) + (words[i] as number)) | 0
  const state = JSON.stringify(machine.state, (_key, value) => (value instanceof Map ? [...value] : value))
  return `${frames} ${used} ${firstFree} ${hash} ${state}`
}

describe('snapshots of a machine', () => {
  it('stay what the machine was, though they share what did not change', () => {
    const { program } = compile(BUSY)
    if (!program) throw new Error('the program does not compile')
    const machine = boot(program, { cores: 2, seed: 3 })
    const dice = createDice(5)
    const kept: { snapshot: MachineSnapshot; picture: string }[] = []
    let shared = 0
    for (let i = 0; i < 250; i++) {
      const kind = dice(4)
      const chosen = kept[dice(Math.max(1, kept.length))]
      if (kind === 0 && chosen) {
        restoreMachine(machine, chosen.snapshot)
        expect(picture(machine)).toBe(chosen.picture)
      } else if (kind === 1 && chosen && kept.length > 8) {
        releaseMachine(machine, chosen.snapshot)
        kept.splice(kept.indexOf(chosen), 1)
      } else {
        runFor(machine, 1 + dice(dice(2) === 0 ? 60 : 2500))
        const snapshot = snapshotMachine(machine)
        if (snapshot.state.inodes === kept.at(-1)?.snapshot.state.inodes) shared++
        kept.push({ snapshot, picture: picture(machine) })
      }
    }
    for (const { snapshot, picture: then } of kept) {
      restoreMachine(machine, snapshot)
      expect(picture(machine)).toBe(then)
    }
    expect(shared).toBeGreaterThan(10)
  })
})
