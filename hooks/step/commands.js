// @bun
import{Ol,El,Pl,lm,cc,hm}from"./s3.js";export{Ol as KNOWN,El as foundCommands,cc as isPersonsLine,Pl as otherTests,hm as ownCommands,lm as testsToRun};
