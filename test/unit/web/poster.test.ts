import { describe, expect, it } from 'vitest';
import { setTitle, widthOf } from '../../../server/web/src/shared/poster/title.ts';

describe('a poster’s title', () => {
  it.each(['달빛 정거장', '온새 헤론스 vs 새빛 코메츠', 'In Defence of an Empty Chair', '한'])(
    '"%s" fits its room',
    (title) => {
      const { lines, size } = setTitle(title, 236, 84);
      expect(lines.join(' ')).toBe(title);
      for (const line of lines) expect(widthOf(line) * size).toBeLessThanOrEqual(236);
      expect(lines.length * size).toBeLessThanOrEqual(84);
    },
  );
});
