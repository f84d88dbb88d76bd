import { containing, pgArray } from './sql-text';

describe('text for SQL', () => {
  it('takes search text literally', () => expect(containing('50%_a\\')).toBe('%50\\%\\_a\\\\%'));

  it('writes array literals that PostgreSQL reads as they were', () => {
    expect(pgArray(['a', 'b"c', 'd\\e', 'f,g', '', 7])).toBe('{"a","b\\"c","d\\\\e","f,g","","7"}');
  });
});
