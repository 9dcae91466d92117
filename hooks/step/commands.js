// @bun
import{Bl,ql,Gl,km,Tc,Om}from"./s6.js";export{Bl as KNOWN,ql as foundCommands,Tc as isPersonsLine,Gl as otherTests,Om as ownCommands,km as testsToRun};
