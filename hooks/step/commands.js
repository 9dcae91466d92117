// @bun
import{tn,vi,$i,_l,mp}from"./shared-32.js";export{vi as PART_SCRIPTS,tn as PRE_REVIEW_PARTS,$i as commandsOf,mp as ownCommands,_l as testCommands};
