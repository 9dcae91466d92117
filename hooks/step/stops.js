// @bun
import{gn,xl,bm,pi,mc,gc,xm}from"./s24.js";export{pi as bindStep,xl as goneSteps,gc as laterSpent,mc as refusedText,xm as stop,bm as subagentStop,gn as taskOfAgent};
