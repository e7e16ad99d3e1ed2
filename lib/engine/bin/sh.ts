/**
 * The shell: characters are read into words, words into a tree of commands, and the tree is run with fork, exec, pipe,
 * dup2 and wait. It is a part of what POSIX asks of `sh`, with dash's words for what goes wrong.
 */
import { SH_BUILTIN } from './sh-builtin'
import { SH_EXPAND } from './sh-expand'
import { SH_PARSE } from './sh-parse'

const running = String.raw`
/* isLast: nothing comes after it in this process, which can then become the program. */
static int runSimple(const struct command *command, int isLast) {
  struct fields f = {0};
  const struct list *word = command->words, *first = word;
  while (word && isAssignment(word->word)) word = word->next;
  const struct list *rest = word;
  for (; word; word = word->next) expand(&f, word->word);
  const struct builtin *b = f.count ? findBuiltin(f.list[0]) : findBuiltin(":");
  if (b) {
    status = f.count ? status : 0;
    for (; first != rest; first = first->next) assign(first->word);
    char *none[] = {":", 0};
    return runBuiltin(b, f.count ? f.list : none, command->redirections) + (f.count ? 0 : status);
  }
  int child = isLast ? 0 : start();
  if (child > 0) return waitFor(child);
  fflush(stdout);
  for (; first != rest; first = first->next) assign(first->word);
  if (!redirect(command->redirections)) exit(2);
  execute(f.list);
  return 127;
}

static int run(const struct command *command, int isLast);

/* Two processes with a pipe between them; what the right one ends with counts. */
static int runPipe(const struct command *command) {
  int ends[2], left, right;
  if (pipe(ends) < 0) return 2;
  for (int side = 0; side < 2; side++) {
    int child = start();
    if (child == 0) {
      dup2(ends[!side], !side);
      close(ends[0]);
      close(ends[1]);
      exit(run(side ? command->b : command->a, 1));
    }
    if (side) right = child;
    else left = child;
  }
  close(ends[0]);
  close(ends[1]);
  int result = waitFor(right);
  waitFor(left);
  return result;
}

static int runLoop(const struct command *command) {
  int result = 0;
  while ((run(command->a, 0) == 0) == (command->type == WHILE)) result = run(command->b, 0);
  return result;
}

static int runFor(const struct command *command) {
  struct fields f = {0};
  int result = 0;
  for (const struct list *word = command->words->next; word; word = word->next) expand(&f, word->word);
  for (int i = 0; i < f.count; i++) {
    setenv(command->words->word, f.list[i], 1);
    result = run(command->b, 0);
  }
  return result;
}

static int runBackground(const struct command *command) {
  int child = start();
  if (child == 0) {
    int empty = open("/dev/null", O_RDONLY);
    dup2(empty, 0);
    close(empty);
    exit(run(command->a, 1));
  }
  background = child;
  return 0;
}

/* In a process of its own, unless this one has nothing else to do. */
static int runSubshell(const struct command *command, int isLast) {
  int child = isLast ? 0 : start();
  if (child > 0) return waitFor(child);
  if (!redirect(command->redirections)) exit(2);
  exit(run(command->a, 1));
}

static int runCompound(const struct command *command, int isLast) {
  switch (command->type) {
  case SIMPLE: return runSimple(command, isLast);
  case PIPE: return runPipe(command);
  case AND: return run(command->a, 0) ? status : run(command->b, isLast);
  case OR: return run(command->a, 0) ? run(command->b, isLast) : 0;
  case NOT: return !run(command->a, 0);
  case SEQUENCE: return run(command->a, isLast && !command->b), command->b ? run(command->b, isLast) : status;
  case BACKGROUND: return runBackground(command);
  case SUBSHELL: return runSubshell(command, isLast);
  case IF: return !run(command->a, 0) ? run(command->b, isLast) : command->c ? run(command->c, isLast) : 0;
  case FOR: return runFor(command);
  default: return runLoop(command);
  }
}

static int run(const struct command *command, int isLast) {
  if (command->redirections && command->type != SIMPLE && command->type != SUBSHELL) {
    struct command inner = *command, outer = {SUBSHELL, &inner, 0, 0, 0, command->redirections};
    inner.redirections = 0;
    return status = runSubshell(&outer, isLast);
  }
  return status = runCompound(command, isLast);
}

/* Runs lines until the source ends. ends: this process has nothing to do afterwards. */
static int runLines(int ends) {
  status = input < 0 ? 0 : status;
  for (;;) {
    advance();
    while (isOperator("\n")) advance();
    if (token.kind == END) return status;
    struct command *command = parseSequence(1);
    if (!command || token.kind != END && !isOperator("\n")) unexpected();
    run(command, ends && input < 0 && !*text);
  }
}

static int runText(const char *source, int ends) {
  const char *before = text;
  int from = input;
  text = source;
  input = -1;
  int result = runLines(ends);
  text = before;
  input = from;
  return result;
}

int main(int argc, char **argv) {
  int isCommand = argc > 2 && !strcmp(argv[1], "-c");
  parameters = isCommand && argc > 3 ? argv + 3 : isCommand || argc < 2 ? argv : argv + 1;
  parameterCount = isCommand && argc > 3 ? argc - 3 : isCommand || argc < 2 ? 1 : argc - 1;
  text = "";
  if (isCommand) return runText(argv[2], 0);
  input = argc > 1 ? open(argv[1], O_RDONLY | O_CLOEXEC) : 0;
  if (input < 0) {
    fprintf(stderr, "sh: 0: cannot open %s: No such file\n", argv[1]);
    return 2;
  }
  interactive = input == 0 && isatty(0);
  return runLines(0);
}
`

export const SH = [SH_PARSE, SH_EXPAND, SH_BUILTIN, running].join('')
