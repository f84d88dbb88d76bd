/**
 * Runs inside the interpreter before the codec does, and keeps the functions it needs out of the codec's reach. Its value
 * is the function that calls the codec: (functions of the codec, name of the call, JSON text) -> JSON text.
 * What a codec hands back is checked here, because JSON turns NaN and infinity into null.
 */
export const PRELUDE = String.raw`
(function () {
  'use strict';
  var parse = JSON.parse, stringify = JSON.stringify, keys = Object.keys, isArray = Array.isArray;
  var finite = Number.isFinite, text = String, Time = Date, Fault = Error, from = Array.from;
  var slice = Function.prototype.call.bind(String.prototype.slice);
  var push = Function.prototype.call.bind(Array.prototype.push);
  var timeOf = Function.prototype.call.bind(Date.prototype.getTime);
  var MAX_CHARS = $OUTPUT_CHARS, MAX_DEPTH = $DEPTH, MAX_NODES = 20000, MAX_LINES = 20, LINE = 200;
  var lines = [];

  function log() {
    if (lines.length >= MAX_LINES) return;
    var line = '';
    for (var i = 0; i < arguments.length && line.length < LINE; i++) {
      var part = arguments[i];
      try {
        if (typeof part === 'object') part = stringify(part);
        line += (i === 0 ? '' : ' ') + slice(text(part), 0, LINE);
      } catch (error) {
        line += ' (not shown)';
      }
    }
    push(lines, slice(line, 0, LINE));
  }
  globalThis.console = { log: log, info: log, warn: log, error: log, debug: log, trace: log };

  function Refusal(detail, failure) {
    this.detail = detail;
    this.failure = failure || 'output';
  }

  function check(value, path, depth, seen) {
    if (typeof value === 'number' && !finite(value)) throw new Refusal(path + ' is ' + value + ', which is no measurement');
    if (typeof value === 'bigint') throw new Refusal(path + ' is a BigInt; give a number');
    if (value === null || typeof value !== 'object') return;
    if (value instanceof Time) {
      if (!finite(timeOf(value))) throw new Refusal(path + ' is no valid date');
      return;
    }
    if (depth >= MAX_DEPTH) throw new Refusal(path + ' is nested deeper than ' + MAX_DEPTH + ' levels');
    var names = keys(value);
    for (var i = 0; i < names.length; i++) {
      if (++seen.nodes > MAX_NODES) throw new Refusal('the result has more than ' + MAX_NODES + ' values');
      check(value[names[i]], isArray(value) ? path + '[' + names[i] + ']' : path + '.' + slice(names[i], 0, 80), depth + 1, seen);
    }
  }

  function object(out, name) {
    if (out === null || typeof out !== 'object')
      throw new Refusal(name + ' returned ' + (out === null ? 'null' : typeof out) + ' instead of an object');
    if (typeof out.then === 'function') throw new Refusal(name + ' returned a promise; a codec must return its result at once');
    return out;
  }

  function decodeUplink(found, input) {
    var out, form;
    if (found.decodeUplink) { form = 'decodeUplink'; out = object(found.decodeUplink(input), form); }
    else if (found.Decoder) { form = 'Decoder'; out = { data: object(found.Decoder(input.bytes, input.fPort), form) }; }
    else if (found.Decode) { form = 'Decode'; out = { data: object(found.Decode(input.fPort, input.bytes, input.variables), form) }; }
    else throw new Refusal('it defines none of decodeUplink(input), Decoder(bytes, port) and Decode(fPort, bytes, variables)', 'missing');
    var answer = { form: form, data: out.data, warnings: out.warnings, errors: out.errors };
    var failed = isArray(out.errors) && out.errors.length > 0;
    if (!failed && out.data !== undefined && typeof out.data !== 'object')
      throw new Refusal(form + ' gave a ' + typeof out.data + ' as data instead of an object');
    check(answer.data, 'data', 0, { nodes: 0 });
    if (!failed && found.normalizeUplink && out.data) {
      var normal = object(found.normalizeUplink({ data: parse(stringify(out.data)) }), 'normalizeUplink');
      check(normal.data, 'normalized', 0, { nodes: 0 });
      answer.normalized = normal.data;
      answer.normalizeWarnings = normal.warnings;
      answer.normalizeErrors = normal.errors;
    }
    return answer;
  }

  function bytesOf(list, name) {
    if (list === null || typeof list !== 'object') throw new Refusal(name + ' returned no bytes');
    return from(list);
  }

  function encodeDownlink(found, input) {
    if (found.encodeDownlink) {
      var out = object(found.encodeDownlink(input), 'encodeDownlink');
      var failed = isArray(out.errors) && out.errors.length > 0;
      return { form: 'encodeDownlink', bytes: failed ? [] : bytesOf(out.bytes, 'encodeDownlink'), fPort: out.fPort, warnings: out.warnings, errors: out.errors };
    }
    if (found.Encoder) return { form: 'Encoder', bytes: bytesOf(found.Encoder(input.data, input.fPort), 'Encoder'), fPort: input.fPort };
    if (found.Encode) return { form: 'Encode', bytes: bytesOf(found.Encode(input.fPort, input.data, input.variables), 'Encode'), fPort: input.fPort };
    throw new Refusal('it defines none of encodeDownlink(input), Encoder(object, port) and Encode(fPort, object, variables)', 'missing');
  }

  function decodeDownlink(found, input) {
    if (!found.decodeDownlink) throw new Refusal('it does not define decodeDownlink(input)', 'missing');
    var out = object(found.decodeDownlink(input), 'decodeDownlink');
    check(out.data, 'data', 0, { nodes: 0 });
    return { form: 'decodeDownlink', data: out.data, warnings: out.warnings, errors: out.errors };
  }

  var calls = { decodeUplink: decodeUplink, encodeDownlink: encodeDownlink, decodeDownlink: decodeDownlink };
  return function (found, call, json) {
    try {
      var input = parse(json);
      if (typeof input.recvTime === 'number') input.recvTime = new Time(input.recvTime);
      var answer = calls[call](found, input);
      answer.logs = lines;
      var output = stringify(answer);
      if (output.length > MAX_CHARS) throw new Refusal('the result is longer than ' + MAX_CHARS + ' characters');
      return output;
    } catch (error) {
      if (error instanceof Refusal) return stringify({ refused: error.detail, failure: error.failure });
      // The interpreter throws null when there is no memory for an error.
      if (error === null) throw error;
      throw error instanceof Fault ? error : new Fault(slice(typeof error === 'string' ? error : stringify(error) || text(error), 0, LINE));
    }
  };
})()
`;

const CODEC_FUNCTIONS = [
  'decodeUplink',
  'normalizeUplink',
  'encodeDownlink',
  'decodeDownlink',
  'Decoder',
  'Decode',
  'Encoder',
  'Encode',
];

/** Finds the codec's functions, however they were declared. */
export const LOOKUP = `({ ${CODEC_FUNCTIONS.map((name) => `${name}: typeof ${name} === 'function' ? ${name} : null`).join(', ')} })`;
