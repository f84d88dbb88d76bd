export { ControlAccess } from './control-access';
export { ControlAccessModule, ControlModule } from './control.module';
export { ControlTopics } from './control-topics';
