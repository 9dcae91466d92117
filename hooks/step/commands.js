// @bun
import{Mt,zs,Ns,_a,Nd}from"./shared-22.js";export{zs as PART_SCRIPTS,Mt as PRE_REVIEW_PARTS,Ns as commandsOf,Nd as ownCommands,_a as testCommands};
