export { directionOf, familyOf, type Family, type Finding } from './finding';
export { gather, type Group } from './gather';
export {
  evidenceOf,
  type Evidence,
  type Hypothesis,
  hypothesisKinds,
  type HypothesisKind,
  rankHypotheses,
} from './hypotheses';
export { networkOf, type NetworkElement, type NetworkMap } from './network-elements';
export { PipeNetwork, type NetworkLink, type NetworkNode } from './pipe-network';
export { distanceM, relate, relationLimits, type Relation } from './relate';
