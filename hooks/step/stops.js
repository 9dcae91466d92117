// @bun
import{kn,vu,ag,Ji,yc,bc,lg}from"./s57.js";export{Ji as bindStep,vu as goneSteps,bc as laterSpent,yc as refusedText,lg as stop,ag as subagentStop,kn as taskOfAgent};
