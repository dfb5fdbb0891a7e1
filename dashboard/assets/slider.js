// Thanh thời gian: the counts of every day, drawn on canvas as one drags; the page follows when one lets go.
"use strict";

(() => {
  const DAY = 86_400_000;
  const SLUGS = ["dung-han", "hoan-thanh-qua-han", "hoan-thanh-khong-thoi-han", "trong-han", "qua-han", "thuong-xuyen", "tam-dung", "dua-ra"];
  const NUMERALS = ["", "I", "II", "III", "IV", "V", "VI"];
  const EDGE = 10; // pixels left and right of the days
  const HEAD = 18; // pixels over the curve, for words

  const number = (iso) => Date.parse(iso) / DAY;
  const iso = (day) => new Date(day * DAY).toISOString().slice(0, 10);
  // As official papers write them: a zero before a day below ten, a month below three, a count below ten.
  const words = (day) => {
    const [year, month, date] = iso(day).split("-");
    return `${date}/${month < 3 ? month : Number(month)}/${year}`;
  };
  const count = (n) => (n && n < 10 ? `0${n}` : n.toLocaleString("vi-VN"));

  let focused = null;

  class TimeSlider extends HTMLElement {
    connectedCallback() {
      const { day, today, marks, way, units, position } = this.dataset;
      this.track = this.querySelector(".track");
      [this.canvas, this.needle] = this.track.children;
      this.bars = this.querySelector("canvas.units");
      // Texts are put into their nodes: nobody else who watches the page for what comes and goes is roused by a drag.
      this.told = this.querySelector(".told .day").firstChild;
      this.counts = [...this.querySelectorAll(".told b")].map((one) => one.firstChild);
      this.names = [...this.querySelectorAll(".told span")].map((one) => one.textContent.replace("–", "").trim());
      this.marks = JSON.parse(marks).map((mark) => ({ ...mark, day: number(mark.day) }));
      this.of = new URLSearchParams({ way });
      for (const unit of units ? units.split(",") : []) this.of.append("unit", unit);
      this.today = number(today);
      this.page = this.day = number(day);
      this.first = Math.min(this.day, this.today - 365);
      this.position = position;
      this.all = null;
      this.units = [];
      this.listen();
      this.measure();
      if (focused === location.pathname) this.track.focus({ preventScroll: true });
      focused = null;
      this.load(this.dataset.of, (series) => this.arrive(series[0]));
    }

    disconnectedCallback() {
      this.watch.forEach((one) => one.disconnect());
    }

    listen() {
      const track = this.track;
      track.onpointerdown = (event) => {
        if (event.button) return;
        track.setPointerCapture(event.pointerId);
        this.start();
        this.to(this.dayAt(event.offsetX));
      };
      track.onpointermove = (event) => this.moving && track.hasPointerCapture(event.pointerId) && this.to(this.dayAt(event.offsetX));
      track.onpointerup = () => this.moving && this.follow();
      track.onpointercancel = () => this.back();
      track.onpointerenter = track.onfocus = () => this.loadUnits();
      track.onkeydown = (event) => this.press(event);
      track.onblur = () => this.moving && this.back();
      this.watch = [new ResizeObserver(() => this.measure()), new MutationObserver(() => this.measure())];
      this.watch[0].observe(track);
      this.watch[1].observe(document.documentElement, { attributeFilter: ["data-mantine-color-scheme"] });
    }

    load(of, arrive) {
      this.of.set("of", of);
      const whole = () => (this.dataset.whole = Number(this.dataset.whole || 0) + 1);
      const failed = () => (this.told.data = "Chưa tải được số liệu của các ngày. Đề nghị tải lại trang.");
      window.sonq.daily
        .load(this.of, this.today - 366, this.position, (series) => this.isConnected && arrive(series))
        .then(whole, failed);
    }

    arrive(series) {
      this.all = series;
      // The scale stays under the finger.
      if (!this.moving) this.first = Math.min(this.page, this.today - 30, series.days[0] ?? this.today);
      this.measure();
    }

    loadUnits() {
      if (!this.bars || this.asked) return;
      this.asked = true;
      this.load("units", (units) => {
        this.units = units;
        this.columns();
        this.show();
      });
    }

    // Sizes, colours, and what does not move.
    measure() {
      const style = getComputedStyle(this);
      this.colours = SLUGS.map((slug) => style.getPropertyValue(`--${slug}`));
      [this.text, this.muted, this.line] = ["--text", "--muted", "--line"].map((name) => style.getPropertyValue(name));
      this.font = `12px ${style.fontFamily}`;
      this.ratio = window.devicePixelRatio || 1;
      for (const canvas of [this.canvas, ...(this.bars ? [this.bars] : [])]) {
        const box = canvas.getBoundingClientRect();
        canvas.width = Math.max(1, Math.round((box.width || this.track.clientWidth) * this.ratio));
        canvas.height = Math.max(1, Math.round((box.height || 132) * this.ratio));
      }
      this.width = this.canvas.width / this.ratio;
      this.height = this.canvas.height / this.ratio;
      this.curve();
      this.columns();
      this.show();
    }

    x(day) {
      return EDGE + ((day - this.first) / Math.max(1, this.today - this.first)) * (this.width - 2 * EDGE);
    }

    dayAt(x) {
      const share = (x - EDGE) / (this.width - 2 * EDGE);
      return this.first + Math.round(share * (this.today - this.first));
    }

    curve() {
      const context = this.canvas.getContext("2d");
      context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
      context.clearRect(0, 0, this.width, this.height);
      context.font = this.font;
      const foot = this.height - 16;
      if (this.all) {
        const { all } = this;
        const places = Array.from({ length: Math.ceil(this.width - 2 * EDGE) }, (_, x) => all.place(this.dayAt(x + EDGE)));
        const total = (place) => SLUGS.reduce((sum, _, category) => sum + all.at(place, category), 0);
        const scale = (foot - HEAD) / Math.max(1, ...places.map(total));
        places.forEach((place, x) => {
          let y = foot;
          SLUGS.forEach((_, category) => {
            const high = all.at(place, category) * scale;
            context.fillStyle = this.colours[category];
            context.fillRect(x + EDGE, y - high, 1, high);
            y -= high;
          });
        });
      }
      this.scale(context, foot);
      this.labels(context, foot);
    }

    // The years, of a short time the months.
    scale(context, foot) {
      context.fillStyle = this.muted;
      const [from, to] = [this.first, this.today].map((day) => new Date(day * DAY));
      const months = (to - from) / DAY < 800 ? 1 : 12;
      let free = 0;
      for (let month = months; ; month += months) {
        const at = Date.UTC(from.getUTCFullYear(), (months === 1 ? from.getUTCMonth() : 0) + month, 1);
        if (at > to) return;
        const [x, year, n] = [this.x(at / DAY), new Date(at).getUTCFullYear(), new Date(at).getUTCMonth() + 1];
        const said = months === 1 ? `T${n}/${year}` : String(year);
        context.fillRect(x, foot, 1, 4);
        if (x < free || x > this.width - context.measureText(said).width - EDGE) continue;
        context.fillText(said, x + 3, this.height - 3);
        free = x + context.measureText(said).width + 12;
      }
    }

    // Reorganisations over the whole height, closings at the head; words where there is room, for the former first.
    labels(context, foot) {
      const there = this.marks.filter(({ day }) => day >= this.first && day <= this.today);
      const taken = [];
      context.fillStyle = context.strokeStyle = this.text;
      for (const mark of [...there.filter((one) => !one.closing), ...there.filter((one) => one.closing)]) {
        const x = this.x(mark.day);
        context.setLineDash(mark.closing ? [] : [2, 3]);
        context.beginPath();
        context.moveTo(x, HEAD - 5);
        context.lineTo(x, mark.closing ? HEAD : foot);
        context.stroke();
        const width = context.measureText(mark.words).width;
        const left = Math.max(0, Math.min(x, this.width - width - 2));
        if (taken.some(([from, to]) => left < to + 10 && left + width + 10 > from)) continue;
        context.fillText(mark.words, left, 11);
        taken.push([left, left + width]);
      }
      context.setLineDash([]);
    }

    // In the next frame, once.
    show() {
      this.frame ??= requestAnimationFrame(() => {
        this.frame = null;
        this.draw();
      });
    }

    draw() {
      this.needle.style.transform = `translateX(${this.x(this.day)}px)`;
      if (this.all) this.tell();
      if (this.bars && this.moving) this.drawUnits();
    }

    tell() {
      const place = this.all.place(this.day);
      this.told.data = `Ngày ${words(this.day)}`;
      this.counts.forEach((one, category) => (one.data = count(this.all.at(place, category))));
    }

    // Where each unit has its column: in the order of the protocol, a gap between the groups, which are named under it.
    columns() {
      if (!this.bars) return;
      const [width, height] = [this.bars.width / this.ratio, this.bars.height / this.ratio];
      const foot = height - 18;
      const groups = [...new Set(this.units.map(({ group }) => group))];
      const step = (width - 2 * EDGE - 10 * Math.max(0, groups.length - 1)) / Math.max(1, this.units.length);
      // On whole pixels, which are drawn in no time.
      const xs = this.units.map(({ group }, nth) => Math.round(EDGE + 10 * groups.indexOf(group) + nth * step));
      const heads = groups.map((group) => [NUMERALS[group], xs[this.units.findIndex((unit) => unit.group === group)]]);
      const most = Math.max(1, ...this.units.map((unit) => unit.dated(unit.days.length - 1)));
      this.stand = { width, foot, xs, wide: Math.max(1, Math.min(Math.floor(step * 0.8), 18)), scale: (foot - 6) / most };
      const context = this.bars.getContext("2d");
      context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
      context.clearRect(0, 0, width, height);
      context.font = this.font;
      context.fillStyle = this.muted;
      for (const [words, x] of heads) context.fillText(words, x, height - 4);
    }

    drawUnits() {
      const { width, foot, xs, wide, scale } = this.stand;
      const context = this.bars.getContext("2d");
      context.clearRect(0, 0, width, foot);
      const places = this.units.map((unit) => unit.place(this.day));
      const sums = xs.map(() => 0);
      for (const category of window.sonq.daily.DATED) {
        context.fillStyle = this.colours[category];
        for (let nth = 0; nth < xs.length; nth++) {
          const under = Math.round(sums[nth] * scale);
          const high = Math.round((sums[nth] += this.units[nth].at(places[nth], category)) * scale) - under;
          if (high) context.fillRect(xs[nth], foot - under - high, wide, high);
        }
      }
    }

    start() {
      this.moving = true;
      this.classList.add("moving");
      this.loadUnits();
    }

    to(day) {
      this.day = Math.max(this.first, Math.min(this.today, day));
      this.show();
    }

    press(event) {
      const { key } = event;
      const month = (by) => {
        const at = new Date(this.day * DAY);
        const end = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + by + 1, 0)).getUTCDate();
        return Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + by, Math.min(at.getUTCDate(), end)) / DAY;
      };
      const steps = {
        ArrowLeft: () => this.day - 1,
        ArrowDown: () => this.day - 1,
        ArrowRight: () => this.day + 1,
        ArrowUp: () => this.day + 1,
        PageDown: () => month(-1),
        PageUp: () => month(1),
        Home: () => this.first,
        End: () => this.today,
      };
      if (key === "Escape") return this.back();
      if (key === "Enter") return this.follow();
      if (!steps[key] || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      this.start();
      this.to(steps[key]());
      this.announce();
    }

    announce() {
      const place = this.all?.place(this.day);
      const told = this.all ? this.names.map((name, category) => `${name} ${this.all.at(place, category)}`).join("; ") : "";
      this.track.setAttribute("aria-valuemin", this.first);
      this.track.setAttribute("aria-valuemax", this.today);
      this.track.setAttribute("aria-valuenow", this.day);
      this.track.setAttribute("aria-valuetext", `Ngày ${words(this.day)}: ${told}`);
    }

    stop() {
      this.moving = false;
      this.classList.remove("moving");
    }

    back() {
      this.stop();
      this.to(this.page);
      this.announce();
    }

    // The page of that day, by the same way of knowing.
    follow() {
      this.stop();
      this.announce();
      if (this.day === this.page) return;
      focused = document.activeElement === this.track ? location.pathname : null;
      const asked = new URLSearchParams(location.search);
      asked.delete("ngay");
      asked.delete("cach");
      if (this.day !== this.today) {
        asked.set("ngay", iso(this.day));
        asked.set("cach", this.dataset.slug);
      }
      window.sonq.go(`${location.pathname}?${asked}`.replace(/\?$/, ""));
    }
  }

  customElements.define("time-slider", TimeSlider);
})();
