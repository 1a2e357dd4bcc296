import { isGroup, type Command, type LeafCommand } from '#contracts';

/** Commands by what people say. Refuses doubled and misnamed ones, so that boot does. */
export function createBook(commands: readonly Command[]) {
  const leaves = new Map<string, LeafCommand>();
  const add = (path: string, leaf: LeafCommand) => {
    if (leaves.has(path)) throw new Error(`command /${path} is defined twice`);
    leaves.set(path, leaf);
  };
  for (const command of commands) {
    if (!/^[a-z]{1,32}$/.test(command.name))
      throw new Error(`command name "${command.name}" is not a lower-case word`);
    if (!isGroup(command)) add(command.name, command);
    else for (const [part, leaf] of Object.entries(command.parts)) add(`${command.name} ${part}`, leaf);
  }
  return {
    /** The command for a path such as `plan create`, or null. */
    find: (path: string): LeafCommand | null => leaves.get(path.trim().toLowerCase()) ?? null,
  };
}

export type Book = ReturnType<typeof createBook>;
