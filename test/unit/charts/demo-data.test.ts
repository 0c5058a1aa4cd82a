import { listSeats } from '@ticket-flow/client/protocol';
import { describe, expect, it } from 'vitest';
import { musicalTheatre, playHouse, stadium } from '../../../db/src/seeds/charts/index.ts';
import { demoCategories, demoEvents, demoVenues } from '../../../db/src/seeds/demo-data.ts';

const charts = {
  'play-house': playHouse().geometry,
  'musical-theatre': musicalTheatre().geometry,
  stadium: stadium().geometry,
};
const performances = demoEvents.flatMap((event) =>
  event.performances.map((performance) => ({ event, performance })),
);

describe('the demo catalogue', () => {
  it('CHART-15 has one slug a thing', () => {
    const slugs = [...demoEvents, ...demoVenues, ...demoCategories].map(({ slug }) => slug);
    expect(new Set(slugs).size).toBe(slugs.length);
  });

  it('CHART-15 names only venues, categories and time zones that exist', () => {
    const leaves = demoCategories.flatMap(({ children }) => children.map(({ slug }) => slug));
    for (const { venue, categories } of demoEvents) {
      expect(demoVenues.map(({ slug }) => slug)).toContain(venue);
      expect(leaves).toEqual(expect.arrayContaining([...categories]));
    }
    for (const { timeZone } of demoVenues) {
      expect(() => new Intl.DateTimeFormat('en', { timeZone })).not.toThrow();
    }
  });

  it('CHART-15 grades every category of a chart once', () => {
    for (const { event, performance } of performances) {
      const graded = performance.grades.flatMap(({ categories }) => categories).sort();
      const keys = charts[performance.chart].categories.map(({ key }) => key).sort();
      expect(graded, event.slug).toEqual(keys);
      const venue = demoVenues.find(({ slug }) => slug === event.venue);
      expect(venue?.charts).toContain(performance.chart);
    }
  });

  it('CHART-15 asks whole amounts, youth about 30 % less', () => {
    for (const { prices } of performances.flatMap(({ performance }) => performance.grades)) {
      expect(Number.isInteger(prices.adult) && Number.isInteger(prices.youth)).toBe(true);
      expect(prices.youth / prices.adult).toBeGreaterThan(0.65);
      expect(prices.youth / prices.adult).toBeLessThan(0.75);
    }
  });

  it('CHART-15 overrides only seats and grades that exist', () => {
    const overridden = performances.filter(({ performance }) => performance.overrides.length > 0);
    expect(overridden).not.toHaveLength(0);
    for (const { performance } of overridden) {
      const labels = new Set(listSeats(charts[performance.chart]).map(({ label }) => label));
      const codes = performance.grades.map(({ code }) => code);
      for (const { label, grade } of performance.overrides) {
        expect(labels).toContain(label);
        expect(codes).toContain(grade);
      }
    }
  });

  it('CHART-15 begins with a musical on sale, and has past and coming sales', () => {
    const [first] = demoEvents;
    expect(first?.categories).toContain('original-musical');
    expect(first?.performances[0]).toMatchObject({ chart: 'musical-theatre' });
    expect(first?.performances.every((p) => p.saleOpensInHours < 0 && p.startsInHours > 0)).toBe(
      true,
    );
    expect(performances.some(({ performance: p }) => p.startsInHours < 0)).toBe(true);
    expect(performances.some(({ performance: p }) => p.saleOpensInHours === 2)).toBe(true);
    for (const { performance: p } of performances) {
      expect(p.saleOpensInHours).toBeLessThan(p.startsInHours);
    }
  });
});
