import type { DemoCategory, DemoVenue } from './types.ts';

export const demoCategories: readonly DemoCategory[] = [
  {
    slug: 'musical',
    name: { ko: '뮤지컬', en: 'Musicals' },
    children: [
      { slug: 'original-musical', name: { ko: '창작 뮤지컬', en: 'Original' }, children: [] },
      { slug: 'rock-musical', name: { ko: '록 뮤지컬', en: 'Rock' }, children: [] },
      { slug: 'family-musical', name: { ko: '가족 뮤지컬', en: 'Family' }, children: [] },
    ],
  },
  {
    slug: 'theatre',
    name: { ko: '연극', en: 'Theatre' },
    children: [
      { slug: 'play', name: { ko: '드라마', en: 'Drama' }, children: [] },
      { slug: 'comedy', name: { ko: '코미디', en: 'Comedy' }, children: [] },
    ],
  },
  {
    slug: 'sports',
    name: { ko: '스포츠', en: 'Sports' },
    children: [
      { slug: 'baseball', name: { ko: '야구', en: 'Baseball' }, children: [] },
      { slug: 'football', name: { ko: '축구', en: 'Football' }, children: [] },
      { slug: 'special-match', name: { ko: '특별 경기', en: 'Special matches' }, children: [] },
    ],
  },
];

export const demoVenues: readonly DemoVenue[] = [
  {
    slug: 'hangyeol-arts-center',
    name: { ko: '한결아트센터', en: 'Hangyeol Arts Center' },
    address: { ko: '서울특별시 새빛구 물결로 21', en: '21 Mulgyeol-ro, Saebit-gu, Seoul' },
    timeZone: 'Asia/Seoul',
    charts: ['musical-theatre', 'play-house'],
  },
  {
    slug: 'barammaru-stadium',
    name: { ko: '바람마루 스타디움', en: 'Barammaru Stadium' },
    address: { ko: '경기도 온새시 마루대로 300', en: '300 Maru-daero, Onsae-si, Gyeonggi-do' },
    timeZone: 'Asia/Seoul',
    charts: ['stadium'],
  },
  {
    slug: 'lanternfield-playhouse',
    name: { ko: '랜턴필드 극장', en: 'Lanternfield Playhouse' },
    address: { ko: '영국 런던 랜턴필드 매로 레인 4', en: '4 Marrow Lane, Lanternfield, London' },
    timeZone: 'Europe/London',
    charts: ['play-house'],
  },
];
