// @bun
import{Om,mc}from"./s7.js";export{mc as autoPasses,Om as outputs};
