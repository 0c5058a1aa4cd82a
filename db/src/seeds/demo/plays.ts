import { performances, playGrades, playGradesInPence } from './prices.ts';
import type { DemoEvent } from './types.ts';

const chart = 'play-house';
const venue = 'hangyeol-arts-center';

export const demoPlays: readonly DemoEvent[] = [
  {
    slug: 'afternoon-of-masks',
    venue,
    categories: ['play'],
    title: { ko: '가면의 오후', en: 'An Afternoon of Masks' },
    tagline: { ko: '우리 중 한 사람은 연기하지 않았다', en: 'One of us was not acting' },
    description: {
      ko: '은퇴한 탈 장인의 작업실에 다섯 제자가 스승의 마지막 탈을 물려받으려 모입니다. 탈을 쓰면 거짓말을 할 수 없다는 규칙 아래, 오래 묻어 둔 사고의 진실이 한 겹씩 벗겨집니다. 쉬는 시간 없이 이어지는 밀도 높은 심리극입니다.',
      en: 'Five pupils gather in the workshop of a retired mask maker, each hoping to inherit his last piece. Whoever wears a mask must not lie: that is the rule, and under it an accident they all buried comes to light layer by layer. A taut drama, played without an interval.',
    },
    credits: [
      { role: { ko: '장인 역', en: 'The Master' }, name: { ko: '먹구름', en: 'Meokgureum' } },
      {
        role: { ko: '첫째 제자 역', en: 'The First Pupil' },
        name: { ko: '이든새', en: 'Ideunsae' },
      },
      { role: { ko: '극본', en: 'Written by' }, name: { ko: '그믐', en: 'Geumeum' } },
    ],
    runningMinutes: 100,
    minAge: 14,
    poster: { motif: 'mask', hue: 18 },
    performances: performances([1, 2, 3, 4, 5], {
      chart,
      grades: playGrades(66_000, 55_000, 44_000),
      localTime: '20:00',
    }),
  },
  {
    slug: 'in-defence-of-an-empty-chair',
    venue,
    categories: ['play'],
    title: { ko: '빈 의자를 위한 변론', en: 'In Defence of an Empty Chair' },
    tagline: { ko: '피고는 오늘도 출석하지 않았습니다', en: 'The accused is absent again today' },
    description: {
      ko: '소도시의 작은 법정, 피고석에는 아무도 앉지 않은 채 재판이 시작됩니다. 국선 변호인 도담은 한 번도 만나지 못한 의뢰인을 변호하며, 그를 기억하는 사람들의 엇갈린 증언을 꿰맞춥니다. 매회 관객 열두 명이 배심원석에서 평결을 내립니다.',
      en: 'In a small-town courtroom the trial opens with nobody in the dock. Dodam, the public defender, argues for a client she has never met, out of the testimony of people who remember him in ways that cannot all be true. At every performance twelve of the audience return the verdict.',
    },
    credits: [
      { role: { ko: '도담 역', en: 'Dodam' }, name: { ko: '늘봄', en: 'Neulbom' } },
      { role: { ko: '검사 역', en: 'The Prosecutor' }, name: { ko: '차돌', en: 'Chadol' } },
      {
        role: { ko: '제작', en: 'Produced by' },
        name: { ko: '극단 열두 걸음', en: 'Twelve Steps Theatre' },
      },
    ],
    runningMinutes: 110,
    minAge: 12,
    poster: { motif: 'curtain', hue: 352 },
    performances: performances([14, 15, 16], {
      chart,
      grades: playGrades(60_000, 50_000, 40_000),
      localTime: '19:30',
      saleOpensInHours: 72,
    }),
  },
  {
    slug: 'the-conductor-next-door',
    venue,
    categories: ['comedy'],
    title: { ko: '옆집 지휘자', en: 'The Conductor Next Door' },
    tagline: { ko: '벽 하나를 사이에 둔 교향곡', en: 'A symphony through one thin wall' },
    description: {
      ko: '벽 너머 소음으로 원수가 된 두 이웃, 한쪽은 은퇴한 지휘자이고 다른 한쪽은 밤새 재봉틀을 돌리는 수선집 사장입니다. 경비실의 중재로 하루 동안 집을 바꿔 살아 보기로 하면서 아파트 전체가 뜻밖의 오케스트라가 됩니다. 웃다가 문득 옆집 문을 두드리고 싶어지는 코미디입니다.',
      en: 'Two neighbours are at war over noise: one a retired conductor, the other a tailor who sews all night. When the porter talks them into swapping flats for a day, the whole building turns into an orchestra. A comedy that may make you knock on a door on your way home.',
    },
    credits: [
      { role: { ko: '지휘자 역', en: 'The Conductor' }, name: { ko: '너울', en: 'Neoul' } },
      { role: { ko: '수선집 사장 역', en: 'The Tailor' }, name: { ko: '단비네', en: 'Danbine' } },
    ],
    runningMinutes: 95,
    minAge: 8,
    poster: { motif: 'curtain', hue: 44 },
    performances: performances([-2, 6, 8, 13], {
      chart,
      grades: playGrades(55_000, 44_000, 33_000),
      localTime: '15:00',
      maxSeatsPerOrder: 6,
    }),
  },
  {
    slug: 'the-salt-letters',
    venue: 'lanternfield-playhouse',
    categories: ['play'],
    title: { ko: '소금 편지', en: 'The Salt Letters' },
    tagline: { ko: '별자리만이 주소를 알고 있었다', en: 'Only the stars knew the address' },
    description: {
      ko: '등대섬에 홀로 남은 천문 기록원이 육지의 누군가와 별자리를 암호 삼아 편지를 주고받습니다. 답장이 끊긴 겨울, 그녀는 자신이 누구에게 편지를 써 왔는지 처음으로 의심하기 시작합니다. 랜턴필드 극장 상주 단체의 신작으로, 영어로 공연하고 한국어 자막을 제공합니다.',
      en: 'Alone on a lighthouse island, a recorder of the night sky exchanges letters with someone ashore, in a code of constellations. The winter the answers stop, she begins to ask whom she has been writing to. A new play by the company of the house, in English with Korean surtitles.',
    },
    credits: [
      {
        role: { ko: '기록원 역', en: 'The Recorder' },
        name: { ko: '렌 애시그로브', en: 'Wren Ashgrove' },
      },
      {
        role: { ko: '제작', en: 'Produced by' },
        name: { ko: '랜턴필드 앙상블', en: 'Lanternfield Ensemble' },
      },
    ],
    runningMinutes: 105,
    minAge: 12,
    poster: { motif: 'stars', hue: 206 },
    performances: performances([5, 6, 7], {
      chart,
      grades: playGradesInPence(5_800, 4_500, 2_950),
      currency: 'GBP',
      localTime: '19:30',
      orphanRule: 'lenient',
    }),
  },
  {
    slug: 'winter-train',
    venue,
    categories: ['play'],
    title: { ko: '겨울 기차', en: 'Winter Train' },
    tagline: { ko: '눈 속에 멈춘 여덟 시간', en: 'Eight hours, stopped in the snow' },
    description: {
      ko: '폭설로 멈춰 선 야간열차의 식당칸, 서로 모르는 여섯 승객이 하나 남은 난로 곁에 모입니다. 목적지를 묻는 가벼운 대화는 저마다 떠나온 이유에 닿고, 새벽이 오기 전 그들은 한 가지 결정을 함께 내려야 합니다. 지난겨울 관객의 사랑 속에 막을 내린 작품입니다.',
      en: 'A night train is held up by snow, and six strangers gather at the one working stove in its dining car. Small talk about where they are going turns to why they left, and before daybreak they must decide one thing together. The run has ended, to full houses.',
    },
    credits: [
      { role: { ko: '차장 역', en: 'The Guard' }, name: { ko: '한길섶', en: 'Hangilseop' } },
      {
        role: { ko: '제작', en: 'Produced by' },
        name: { ko: '극단 새벽기차', en: 'Dawn Train Company' },
      },
    ],
    runningMinutes: 90,
    minAge: 8,
    poster: { motif: 'rails', hue: 262 },
    performances: performances([-21, -20, -14], {
      chart,
      grades: playGrades(50_000, 40_000, 30_000),
      localTime: '19:30',
    }),
  },
];
