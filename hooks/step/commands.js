// @bun
import{ml,gl,hl,Bp,ec,Kp}from"./s23.js";export{ml as KNOWN,gl as foundCommands,ec as isPersonsLine,hl as otherTests,Kp as ownCommands,Bp as testsToRun};
