import type { PriorModel } from './pipe-model';

/**
 * The model that comes with the product: what a municipality with few breaks of its own is judged by, and what the fit of any other starts
 * from. Fitted on two thirds of the water mains of a North American city (10,563 mains, 1,134 breaks that were recorded from 1997 to the
 * end of 2018), a time at which none of the later breaks was known; `docs/maintenance.md` has the command. That city has hardly any asbestos
 * cement and steel: these two are set to 1.9 and 1.4 times ductile iron.
 *
 * @see City of Kitchener, open data "Water Mains" and "Water Main Breaks"
 * @see Folkman (2018), Water main break rates in the USA and Canada, Utah State University: breaks per 100 miles and year by material
 */
export const builtInModel: PriorModel & { readonly recordedFrom: number; readonly recordedTo: number } = {
  register: {
    mean: Float64Array.of(
      0,
      3.13597,
      0.589668,
      0.337417,
      0.0758833,
      0.457588,
      0.203456,
      0.0170608,
      0.000848889,
      0.00456739,
      0.000415217,
      2.69262,
      1.15149,
      0.30654,
      0.055639,
      -0.758279,
      0.164673,
      -0.545005,
      0.0124565,
      0.00236212,
      0,
    ),
    scale: Float64Array.of(
      1,
      1.63907,
      0.754582,
      0.408484,
      0.264811,
      0.498198,
      0.402569,
      0.25,
      0.25,
      0.25,
      0.25,
      1.88737,
      1.44078,
      0.783831,
      0.347671,
      1.07052,
      0.666616,
      0.889609,
      0.25,
      0.25,
      1,
    ),
    beta: Float64Array.of(
      -4.86203,
      0.601946,
      0.437273,
      -0.209007,
      -0.141807,
      0.145363,
      0.504033,
      -0.00961142,
      -0.0482528,
      0.233444,
      0.156944,
      0.411411,
      0.301393,
      -0.160368,
      -0.0456791,
      0.223297,
      -0.18832,
      0.216887,
      -0.074629,
      0.0332181,
      0,
    ),
  },
  history: {
    mean: Float64Array.of(0, -4.86203, -0.0121274, -0.0194907, -0.0553575),
    scale: Float64Array.of(1, 1.56744, 0.25, 0.25, 0.456752),
    beta: Float64Array.of(-5.10593, 1.69291, 0.25962, 0.134744, 0.104837),
  },
  recordedFrom: 1997,
  recordedTo: 2018,
};
