import { parentPort, workerData } from 'node:worker_threads';
import { BreakHistory, assessPipes, canFit, fitPipeModel, priorAsModel, timeSplit } from '../core';
import type { PipeAnswer, PipeTask } from './protocol';

function answerOf({ pipes, breaks, until, prior, fit, assess }: PipeTask): PipeAnswer {
  const history = new BreakHistory(pipes, breaks, until);
  const fitted = fit && canFit(history);
  const model = fitted ? fitPipeModel(history, prior) : priorAsModel(prior, history);
  return {
    assessments: assess ? assessPipes(model, history) : [],
    model: { register: model.register, history: model.history },
    fitted,
    recordsFrom: history.from,
    breaks: history.breaks.length,
    validation: fitted ? timeSplit(pipes, breaks, until, prior) : null,
  };
}

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
parentPort?.postMessage(answerOf(workerData as PipeTask));
