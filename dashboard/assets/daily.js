// The counts of every day, as /api/v1/overview/daily sends them (docs/api.md): asked for once, kept until the log goes on.
"use strict";

(() => {
  const CATEGORIES = 8;
  const DATED = [0, 1, 3, 4];

  // How the counts of one unit, or of all, went: after each of `days` they were `sums[category]`.
  class Series {
    constructor({ unit, name, group }, opening, days, changes) {
      Object.assign(this, { unit, name, group, opening, days });
      this.sums = changes.map((of, category) => {
        let sum = opening[category];
        return of.map((change) => (sum += change));
      });
    }

    // The place of the last of `days` up to `day`; -1: before the first.
    place(day) {
      let low = 0;
      let high = this.days.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (this.days[middle] <= day) low = middle + 1;
        else high = middle;
      }
      return low - 1;
    }

    at(place, category) {
      return place < 0 ? this.opening[category] : this.sums[category][place];
    }

    dated(place) {
      return DATED.reduce((sum, category) => sum + this.at(place, category), 0);
    }

    before(earlier) {
      const join = (a, b) => {
        const both = new Int32Array(a.length + b.length);
        both.set(a);
        both.set(b, a.length);
        return both;
      };
      this.opening = earlier.opening;
      this.sums = this.sums.map((sums, category) => join(earlier.sums[category], sums));
      this.days = join(earlier.days, this.days);
    }
  }

  const read = (buffer) => {
    const [length] = new Uint32Array(buffer, 0, 1);
    let at = 4 + length;
    const take = (n) => new Int32Array(buffer, (at += 4 * n) - 4 * n, n);
    const heads = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
    return heads.map((head) => {
      const [opening, days] = [take(8), take(head.lines)];
      return new Series(head, opening, days, Array.from({ length: CATEGORIES }, () => take(head.lines)));
    });
  };

  // The last year first, then all before it.
  const parts = (later, earlier) => {
    const get = async (address) => {
      const answer = await fetch(address);
      if (!answer.ok) throw new Error(address);
      return read(await answer.arrayBuffer());
    };
    const last = get(later);
    const whole = last.then(async (series) => {
      const found = new Map(series.map((one) => [one.unit, one]));
      for (const one of await get(earlier)) {
        if (found.has(one.unit)) found.get(one.unit).before(one);
        else series.push(one);
      }
      return series.sort((a, b) => a.group - b.group);
    });
    whole.catch(() => {});
    return { last, whole };
  };

  const MOST = 8;
  const kept = new Map();

  // `asked`: the query; `seam`: the last day of what is asked for second; `position`: of the log.
  // Gives both parts to `arrive`, as they come.
  const load = async (asked, seam, position, arrive) => {
    const address = `/api/v1/overview/daily?${asked}`;
    const day = (number) => new Date(number * 86_400_000).toISOString().slice(0, 10);
    const key = `${address} ${seam} ${position}`;
    if (!kept.has(key)) {
      if (kept.size >= MOST) kept.clear();
      kept.set(key, parts(`${address}&since=${day(seam + 1)}`, `${address}&until=${day(seam)}`));
    }
    const { last, whole } = kept.get(key);
    try {
      arrive(await last);
      arrive(await whole);
    } catch (error) {
      kept.delete(key);
      throw error;
    }
  };

  window.sonq = Object.assign(window.sonq || {}, { daily: { load, DATED } });
})();
