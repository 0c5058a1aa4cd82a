import { musicalGrades, performances } from './prices.ts';
import type { DemoEvent } from './types.ts';

const chart = 'musical-theatre';
const venue = 'hangyeol-arts-center';

/** Seats at the walkway have more legroom and are sold as VIP on the opening night. */
const walkwaySeats = ['17', '18', '19', '20', '21', '22', '23', '24'].map((number) => ({
  label: `1F-M-${number}`,
  grade: 'VIP',
}));

const moonlightGrades = musicalGrades(150_000, 120_000, 90_000, 60_000);

export const demoMusicals: readonly DemoEvent[] = [
  {
    slug: 'moonlight-station',
    venue,
    categories: ['original-musical'],
    title: { ko: '달빛 정거장', en: 'Moonlight Station' },
    tagline: {
      ko: '막차가 떠난 뒤, 비로소 시작되는 이야기',
      en: 'The story begins when the last train has gone',
    },
    description: {
      ko: '폐역을 하루 앞둔 시골 정거장, 밤마다 한 량짜리 기차가 지난 시간을 싣고 돌아옵니다. 역무원 온유는 승객들이 두고 간 마음을 하나씩 주인에게 돌려주다가, 끝내 찾아가지 못한 자신의 것과 마주합니다. 12인조 라이브 밴드와 움직이는 플랫폼 무대가 그 하룻밤을 그려 냅니다.',
      en: 'On the eve of its closure, a country station is visited each night by a single carriage full of lost hours. Onyu, the stationmaster, returns what the passengers left behind, one thing at a time, until only something of her own remains. A twelve-piece band and a stage of moving platforms carry the night along.',
    },
    credits: [
      { role: { ko: '온유 역', en: 'Onyu' }, name: { ko: '설빛하', en: 'Seolbitha' } },
      { role: { ko: '기관사 역', en: 'The Driver' }, name: { ko: '미르한', en: 'Mirhan' } },
      { role: { ko: '작곡', en: 'Music' }, name: { ko: '가온결', en: 'Gaongyeol' } },
      {
        role: { ko: '제작', en: 'Produced by' },
        name: { ko: '극단 새벽기차', en: 'Dawn Train Company' },
      },
    ],
    runningMinutes: 150,
    minAge: 8,
    poster: { motif: 'moon', hue: 228 },
    performances: [
      ...performances([3], {
        chart,
        grades: moonlightGrades,
        localTime: '19:30',
        overrides: walkwaySeats,
      }),
      ...performances([4, 6, 7, 10, 11], { chart, grades: moonlightGrades, localTime: '19:30' }),
      ...performances([5, 12], { chart, grades: moonlightGrades, localTime: '14:00' }),
    ],
  },
  {
    slug: 'waves-of-glass',
    venue,
    categories: ['original-musical'],
    title: { ko: '유리 파도', en: 'Waves of Glass' },
    tagline: { ko: '깨지지 않으려면 흘러야 한다', en: 'To stay whole, keep moving' },
    description: {
      ko: '유리 공방이 모여 사는 섬마을에 백 년 만의 해일 예보가 내려집니다. 대를 이어 온 가마를 지키려는 자매와 섬을 떠나려는 마을 사람들 사이에서, 불과 바다의 노래가 팽팽하게 맞섭니다. 무대를 가득 채우는 유리 악기의 소리를 놓치지 마세요.',
      en: 'An island of glassblowers is warned of the first great tide in a century. Two sisters mean to save the furnace their family has kept alight; their neighbours mean to leave. Fire and sea sing against each other, on instruments made of glass.',
    },
    credits: [
      { role: { ko: '언니 해온 역', en: 'Haeon' }, name: { ko: '다온누리', en: 'Daonnuri' } },
      { role: { ko: '동생 해솔 역', en: 'Haesol' }, name: { ko: '초롱별', en: 'Chorongbyeol' } },
      { role: { ko: '연출', en: 'Director' }, name: { ko: '한여울', en: 'Hanyeoul' } },
    ],
    runningMinutes: 135,
    minAge: 8,
    poster: { motif: 'wave', hue: 188 },
    performances: [
      ...performances([18, 19, 20, 21], {
        chart,
        grades: musicalGrades(140_000, 110_000, 80_000, 50_000),
        localTime: '19:30',
      }),
    ],
  },
  {
    slug: 'neon-harbor',
    venue,
    categories: ['rock-musical'],
    title: { ko: '네온 하버', en: 'Neon Harbor' },
    tagline: { ko: '항구의 밤은 아직 꺼지지 않았다', en: 'The harbour lights are still on' },
    description: {
      ko: '재개발을 앞둔 항구의 마지막 라이브 클럽, 해체했던 밴드가 단 하룻밤을 위해 다시 모입니다. 서로에게 하지 못한 말은 기타 소리에 실려 터져 나오고, 관객은 그 밤의 손님이 됩니다. 커튼콜은 모두 일어서서 즐기는 콘서트로 이어집니다.',
      en: 'The last live club in a harbour marked for demolition; a band that broke up years ago; one night only. What they never said to each other comes out through the amplifiers, and the audience are that night’s guests. The curtain call turns into a concert, on your feet.',
    },
    credits: [
      { role: { ko: '보컬 제로 역', en: 'Zero, vocals' }, name: { ko: '하늬율', en: 'Hanuiyul' } },
      {
        role: { ko: '기타 라온 역', en: 'Raon, guitar' },
        name: { ko: '강마루별', en: 'Gangmarubyeol' },
      },
      { role: { ko: '밴드', en: 'Band' }, name: { ko: '더 포그혼스', en: 'The Foghorns' } },
    ],
    runningMinutes: 120,
    minAge: 14,
    poster: { motif: 'city', hue: 312 },
    performances: performances([30, 31, 32], {
      chart,
      grades: musicalGrades(130_000, 110_000, 80_000, 50_000),
      localTime: '20:00',
      saleOpensInHours: 2,
      waitingRoom: true,
    }),
  },
  {
    slug: 'forest-post-office',
    venue,
    categories: ['family-musical'],
    title: { ko: '숲속 우체국', en: 'The Forest Post Office' },
    tagline: { ko: '편지 한 통이 겨울잠을 깨웠어요', en: 'One letter wakes the whole wood' },
    description: {
      ko: '첫눈이 내린 날, 겨울잠 자는 곰에게 온 편지 한 통이 숲속 우체국에 도착합니다. 다람쥐 집배원 토리는 봄이 오기 전에 편지를 전하려고 여우 골짜기와 얼음 호수를 건넙니다. 온 가족이 함께 노래하고 손뼉 치며 보는 65분의 모험입니다.',
      en: 'On the day of the first snow, a letter arrives for a bear who is already asleep. Tori, the squirrel on the postal round, sets out across Fox Hollow and the frozen lake to deliver it before spring. Sixty-five minutes of singing and clapping along, for the whole family.',
    },
    credits: [
      { role: { ko: '토리 역', en: 'Tori' }, name: { ko: '솔방울', en: 'Solbangul' } },
      {
        role: { ko: '인형 제작', en: 'Puppets' },
        name: { ko: '나무손 공방', en: 'Wooden Hand Workshop' },
      },
    ],
    runningMinutes: 65,
    minAge: 3,
    poster: { motif: 'forest', hue: 136 },
    performances: [
      ...performances([2, 9], {
        chart,
        grades: musicalGrades(70_000, 60_000, 50_000, 35_000),
        localTime: '11:00',
        maxSeatsPerOrder: 6,
      }),
    ],
  },
];
