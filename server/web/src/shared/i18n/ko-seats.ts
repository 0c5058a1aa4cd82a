/** The seat page: map, list and panel. */
export const koSeats = {
  map: {
    loading: '좌석 배치를 그리고 있어요',
    errorTitle: '좌석 배치를 불러오지 못했어요',
  },
  caption: {
    STANDING: '스탠딩',
  },
  area: {
    place: '{{name}} {{number}}번째 자리',
  },
  mine: {
    title: '내 좌석',
    empty: '아직 고른 좌석이 없어요',
    emptyBody:
      '지도에서 좌석을 누르면 바로 잡아 두고 여기에 보여드려요. 한 번에 {{limit}}석까지 고를 수 있어요.',
    signInFirst: '좌석을 누르면 로그인을 도와드려요.',
    count: '{{seats}}석',
    priceType: '{{label}} 할인 종류',
    remove: '{{label}} 놓기',
    removeGroup: '함께 잡은 {{places}}자리 놓기',
    total: '합계',
    timeLeft: '남은 시간',
    timeHelp: '화면을 보고 계시는 동안 시간을 자동으로 늘려 드려요.',
    timeLast: '더 늘릴 수 없어요. 시간 안에 계속해 주세요.',
    continue: '계속하기',
    openPanel: '고른 좌석 보기',
    pendingOrder: '결제를 기다리는 주문이 있어요.',
    openOrder: '주문 열기',
  },
  connection: {
    connecting: '연결 중',
    live: '실시간',
    stale: '맞춰 보는 중',
    offline: '연결 끊김',
    age: '{{age}}초 전 상태',
    ageMinutes: '{{age}}분 전 상태',
  },
} as const;
