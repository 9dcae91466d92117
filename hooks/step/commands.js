// @bun
import{kl,bl,am,mm}from"./s61.js";export{kl as foundCommands,bl as otherTests,mm as ownCommands,am as testsToRun};
