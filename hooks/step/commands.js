// @bun
import{wl,yl,om,dm}from"./s62.js";export{wl as foundCommands,yl as otherTests,dm as ownCommands,om as testsToRun};
