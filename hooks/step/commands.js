// @bun
import{Mu,Iu,Nu,ng,vc,ag}from"./s61.js";export{Mu as KNOWN,Iu as foundCommands,vc as isPersonsLine,Nu as otherTests,ag as ownCommands,ng as testsToRun};
