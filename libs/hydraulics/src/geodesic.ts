/** A point on the ellipsoid WGS 84, degrees. */
export interface LonLat {
  readonly lon: number;
  readonly lat: number;
}

const semiMajorM = 6_378_137;
const flattening = 1 / 298.257223563;
const semiMinorM = semiMajorM * (1 - flattening);
const radians = Math.PI / 180;

/**
 * The point reached from a start along a geodesic.
 *
 * @param azimuthDeg - direction at the start, degrees clockwise from north
 * @param distanceM - length along the ellipsoid, m
 * @returns longitude within [-180, 180), latitude
 * @see Vincenty (1975), Direct and inverse solutions of geodesics on the ellipsoid, Survey Review 23(176)
 */
export function geodesicDirect(start: LonLat, azimuthDeg: number, distanceM: number): LonLat {
  if (distanceM === 0) return { lon: start.lon, lat: start.lat };
  const azimuth = azimuthDeg * radians;
  const [sinAzimuth, cosAzimuth] = [Math.sin(azimuth), Math.cos(azimuth)];
  const tanU1 = (1 - flattening) * Math.tan(start.lat * radians);
  const cosU1 = 1 / Math.sqrt(1 + tanU1 * tanU1);
  const sinU1 = tanU1 * cosU1;
  const sigma1 = Math.atan2(tanU1, cosAzimuth);
  const sinAlpha = cosU1 * sinAzimuth;
  const cosSqAlpha = 1 - sinAlpha * sinAlpha;
  const { a, b } = series(cosSqAlpha);
  let sigma = distanceM / (semiMinorM * a);
  for (let step = 0; step < 20; step += 1) {
    const next = distanceM / (semiMinorM * a) + deltaSigma(b, sigma, Math.cos(2 * sigma1 + sigma));
    const moved = Math.abs(next - sigma);
    sigma = next;
    if (moved < 1e-13) break;
  }
  const [sinSigma, cosSigma] = [Math.sin(sigma), Math.cos(sigma)];
  const cos2SigmaM = Math.cos(2 * sigma1 + sigma);
  const x = sinU1 * sinSigma - cosU1 * cosSigma * cosAzimuth;
  const lat = Math.atan2(
    sinU1 * cosSigma + cosU1 * sinSigma * cosAzimuth,
    (1 - flattening) * Math.sqrt(sinAlpha * sinAlpha + x * x),
  );
  const lambda = Math.atan2(sinSigma * sinAzimuth, cosU1 * cosSigma - sinU1 * sinSigma * cosAzimuth);
  const lon =
    start.lon + longitudeOnEllipsoid(lambda, sinAlpha, cosSqAlpha, sigma, sinSigma, cosSigma, cos2SigmaM) / radians;
  return { lon: ((((lon + 180) % 360) + 360) % 360) - 180, lat: lat / radians };
}

/**
 * Length and starting azimuth of the geodesic between two points.
 *
 * @returns metres and degrees clockwise from north within [0, 360), or null for points so nearly opposite on the globe
 *   that the series does not converge
 * @see Vincenty (1975)
 */
export function geodesicInverse(start: LonLat, end: LonLat): { distanceM: number; azimuthDeg: number } | null {
  const longitude = (((((end.lon - start.lon + 180) % 360) + 360) % 360) - 180) * radians;
  const u1 = Math.atan((1 - flattening) * Math.tan(start.lat * radians));
  const u2 = Math.atan((1 - flattening) * Math.tan(end.lat * radians));
  const [sinU1, cosU1, sinU2, cosU2] = [Math.sin(u1), Math.cos(u1), Math.sin(u2), Math.cos(u2)];
  let lambda = longitude;
  for (let step = 0; step < 100; step += 1) {
    const [sinLambda, cosLambda] = [Math.sin(lambda), Math.cos(lambda)];
    const east = cosU2 * sinLambda;
    const north = cosU1 * sinU2 - sinU1 * cosU2 * cosLambda;
    const sinSigma = Math.hypot(east, north);
    if (sinSigma === 0) return { distanceM: 0, azimuthDeg: 0 };
    const cosSigma = sinU1 * sinU2 + cosU1 * cosU2 * cosLambda;
    const sigma = Math.atan2(sinSigma, cosSigma);
    const sinAlpha = (cosU1 * cosU2 * sinLambda) / sinSigma;
    const cosSqAlpha = 1 - sinAlpha * sinAlpha;
    const cos2SigmaM = cosSqAlpha < 1e-15 ? 0 : cosSigma - (2 * sinU1 * sinU2) / cosSqAlpha;
    const back = longitudeOnEllipsoid(lambda, sinAlpha, cosSqAlpha, sigma, sinSigma, cosSigma, cos2SigmaM);
    const next = longitude + (lambda - back);
    const moved = Math.abs(next - lambda);
    lambda = next;
    if (moved > 1e-13) continue;
    const { a, b } = series(cosSqAlpha);
    const azimuth = Math.atan2(east, north) / radians;
    return {
      distanceM: semiMinorM * a * (sigma - deltaSigma(b, sigma, cos2SigmaM)),
      azimuthDeg: (azimuth + 360) % 360,
    };
  }
  return null;
}

function series(cosSqAlpha: number): { a: number; b: number } {
  const uSq = (cosSqAlpha * (semiMajorM ** 2 - semiMinorM ** 2)) / semiMinorM ** 2;
  return {
    a: 1 + (uSq / 16384) * (4096 + uSq * (-768 + uSq * (320 - 175 * uSq))),
    b: (uSq / 1024) * (256 + uSq * (-128 + uSq * (74 - 47 * uSq))),
  };
}

function deltaSigma(b: number, sigma: number, cos2SigmaM: number): number {
  const [sinSigma, cosSigma] = [Math.sin(sigma), Math.cos(sigma)];
  const square = cos2SigmaM * cos2SigmaM;
  const third = (b / 6) * cos2SigmaM * (-3 + 4 * sinSigma * sinSigma) * (-3 + 4 * square);
  return b * sinSigma * (cos2SigmaM + (b / 4) * (cosSigma * (-1 + 2 * square) - third));
}

/** Difference of longitude on the ellipsoid for one on the auxiliary sphere, radians. */
function longitudeOnEllipsoid(
  lambda: number,
  sinAlpha: number,
  cosSqAlpha: number,
  sigma: number,
  sinSigma: number,
  cosSigma: number,
  cos2SigmaM: number,
): number {
  const c = (flattening / 16) * cosSqAlpha * (4 + flattening * (4 - 3 * cosSqAlpha));
  const inner = cos2SigmaM + c * cosSigma * (-1 + 2 * cos2SigmaM * cos2SigmaM);
  return lambda - (1 - c) * flattening * sinAlpha * (sigma + c * sinSigma * inner);
}
