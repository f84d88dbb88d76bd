/** Whether an error says that a file cannot be read, unpacked or written: something for people, not a fault of the program. */
export function isFileTrouble(error: unknown): error is Error {
  if (typeof error !== 'object' || error === null || !('code' in error)) return false;
  return 'syscall' in error || String(error.code).startsWith('Z_');
}
