export { musicalTheatre } from './musical-theatre.ts';
export { playHouse } from './play-house.ts';
export { stadium } from './stadium.ts';
