/** What devices in the field do, and a laboratory does not. */
export const habits = ['bursts', 'drift', 'duplicates', 'disorder', 'half-frames'] as const;
export type Habit = (typeof habits)[number];

/**
 * Reads a choice of habits: `none`, `all`, or names joined by commas.
 * @returns null when a name is none
 */
export function readHabits(text: string): Habit[] | null {
  if (text === 'none') return [];
  if (text === 'all') return [...habits];
  const names = text.split(',').map((name) => name.trim());
  return names.every((name) => (habits as readonly string[]).includes(name)) ? (names as Habit[]) : null;
}
