// @bun
import{xn,_u,ag,Xi,yc,bc,lg}from"./s56.js";export{Xi as bindStep,_u as goneSteps,bc as laterSpent,yc as refusedText,lg as stop,ag as subagentStop,xn as taskOfAgent};
