import type { Attack } from '../attack.ts';

export const watchChurn: Attack = {
  name: 'watch churn',
  tries: 'a visitor asks for the whole map over and over',
  expected: ['RATE_LIMITED'],
  also: ['NO_ANSWER'],
  run: async (stage, tally) => {
    const socket = await stage.socket();
    const { performanceId } = stage;
    const answers = await Promise.all(
      Array.from({ length: 200 }, () => socket.ask('map:watch', { performanceId })),
    );
    for (const { code } of answers) tally.answered(code);
    const maps = answers.filter(({ code }) => code === 'OK').length;
    if (maps > 60) tally.gained(`${String(maps)} maps at once`);
  },
};
