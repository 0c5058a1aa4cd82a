export { DEMO_EMAIL, seedDemo } from './seed-demo.ts';
export { musicalTheatre, playHouse, stadium } from './charts/index.ts';
