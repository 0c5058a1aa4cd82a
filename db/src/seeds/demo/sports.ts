import { performances, stadiumGrades } from './prices.ts';
import type { DemoEvent } from './types.ts';

const chart = 'stadium';
const venue = 'barammaru-stadium';

export const demoSports: readonly DemoEvent[] = [
  {
    slug: 'herons-comets-series',
    venue,
    categories: ['baseball'],
    title: { ko: '온새 헤론스 vs 새빛 코메츠', en: 'Onsae Herons v Saebit Comets' },
    tagline: { ko: '강 하나를 사이에 둔 주말 3연전', en: 'Three games, one river between them' },
    description: {
      ko: '강을 사이에 두고 마주 보는 두 도시의 라이벌이 주말 3연전으로 맞붙습니다. 선두를 지키려는 헤론스와 한 경기 차로 따라붙은 코메츠, 순위표 맨 윗줄의 주인이 이번 시리즈에서 갈립니다. 경기가 끝나면 그라운드를 걷는 팬 행사가 이어집니다.',
      en: 'Two cities face each other across a river, and their clubs across the diamond, for three games this weekend. The Herons lead the table by a single game; after this series they may not. Fans are invited to walk the field after the last out.',
    },
    credits: [
      { role: { ko: '홈', en: 'Home' }, name: { ko: '온새 헤론스', en: 'Onsae Herons' } },
      { role: { ko: '원정', en: 'Away' }, name: { ko: '새빛 코메츠', en: 'Saebit Comets' } },
    ],
    runningMinutes: 200,
    minAge: 0,
    poster: { motif: 'diamond', hue: 24 },
    performances: performances([2, 3, 4], {
      chart,
      grades: stadiumGrades(60_000),
      localTime: '18:30',
      saleClosesBeforeStartMinutes: 0,
      maxSeatsPerOrder: 8,
      orphanRule: 'off',
    }),
  },
  {
    slug: 'herons-anchors-opener',
    venue,
    categories: ['baseball'],
    title: { ko: '온새 헤론스 vs 갯마을 앵커스', en: 'Onsae Herons v Gaenmaeul Anchors' },
    tagline: { ko: '홈 10연승까지 한 걸음', en: 'One win from ten in a row at home' },
    description: {
      ko: '홈에서 아홉 경기를 내리 이긴 헤론스가 가장 까다로운 상대를 만납니다. 리그에서 가장 적은 점수를 내준 앵커스의 선발진을 넘어야 구단 최다 연승 기록이 완성됩니다. 1루 쪽 관중석에서는 학생 응원단이 함께합니다.',
      en: 'Nine home wins in a row have brought the Herons to the visitors nobody wants. The Anchors have conceded fewer runs than anyone in the league, and stand between the club and its longest streak. Student bands play along the first-base side.',
    },
    credits: [
      { role: { ko: '홈', en: 'Home' }, name: { ko: '온새 헤론스', en: 'Onsae Herons' } },
      { role: { ko: '원정', en: 'Away' }, name: { ko: '갯마을 앵커스', en: 'Gaenmaeul Anchors' } },
    ],
    runningMinutes: 190,
    minAge: 0,
    poster: { motif: 'diamond', hue: 168 },
    performances: performances([-6, 16, 17], {
      chart,
      grades: stadiumGrades(50_000),
      localTime: '18:30',
      saleClosesBeforeStartMinutes: 0,
      maxSeatsPerOrder: 8,
      orphanRule: 'off',
    }),
  },
  {
    slug: 'barammaru-noeul-derby',
    venue,
    categories: ['football'],
    title: { ko: '바람마루 FC vs 노을 유나이티드', en: 'Barammaru FC v Noeul United' },
    tagline: { ko: '해 질 녘, 더비가 시작된다', en: 'The derby kicks off at dusk' },
    description: {
      ko: '시즌 첫 노을 더비가 바람마루에서 열립니다. 지난 세 번의 맞대결이 모두 후반 추가 시간에 갈렸을 만큼, 두 팀의 경기는 끝까지 알 수 없습니다. 서쪽 스탠딩 구역에서 90분 내내 이어지는 응원에 함께하세요.',
      en: 'The first dusk derby of the season comes to Barammaru. The last three meetings were all decided in stoppage time, so nobody leaves early. Join the singing in the standing area at the west end, all ninety minutes of it.',
    },
    credits: [
      { role: { ko: '홈', en: 'Home' }, name: { ko: '바람마루 FC', en: 'Barammaru FC' } },
      { role: { ko: '원정', en: 'Away' }, name: { ko: '노을 유나이티드', en: 'Noeul United' } },
    ],
    runningMinutes: 115,
    minAge: 0,
    poster: { motif: 'ball', hue: 96 },
    performances: performances([8], {
      chart,
      grades: stadiumGrades(70_000),
      localTime: '19:00',
      saleClosesBeforeStartMinutes: 0,
      maxSeatsPerOrder: 6,
      orphanRule: 'off',
    }),
  },
  {
    slug: 'lantern-cup-final',
    venue,
    categories: ['football', 'special-match'],
    title: { ko: '랜턴컵 결승', en: 'Lantern Cup Final' },
    tagline: { ko: '단 한 경기, 단 하나의 등불', en: 'One match for one lantern' },
    description: {
      ko: '예순네 팀으로 시작한 랜턴컵이 마지막 두 팀만을 남겼습니다. 동호인 구단의 돌풍을 이끈 별내울 로버스와 통산 다섯 번째 우승을 노리는 바람마루 FC가 단판 승부를 벌입니다. 예매는 대기실을 거쳐 무작위 순번으로 진행됩니다.',
      en: 'Sixty-four clubs entered the Lantern Cup, and two are left. Byeollaeul Rovers, the amateurs nobody expected, meet Barammaru FC, who want a fifth title. Sales go through the waiting room, in an order drawn by lot.',
    },
    credits: [
      {
        role: { ko: '결승 진출', en: 'Finalist' },
        name: { ko: '바람마루 FC', en: 'Barammaru FC' },
      },
      {
        role: { ko: '결승 진출', en: 'Finalist' },
        name: { ko: '별내울 로버스', en: 'Byeollaeul Rovers' },
      },
    ],
    runningMinutes: 130,
    minAge: 0,
    poster: { motif: 'ball', hue: 280 },
    performances: performances([40], {
      chart,
      grades: stadiumGrades(90_000),
      localTime: '18:00',
      saleOpensInHours: 96,
      saleClosesBeforeStartMinutes: 0,
      maxSeatsPerOrder: 2,
      orphanRule: 'lenient',
      waitingRoom: true,
    }),
  },
];
