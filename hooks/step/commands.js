// @bun
import{Qt,fi,pi,fl,Qf}from"./shared-3.js";export{fi as PART_SCRIPTS,Qt as PRE_REVIEW_PARTS,pi as commandsOf,Qf as ownCommands,fl as testCommands};
